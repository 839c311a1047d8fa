import { handSource } from '../hand-source.ts'
import { literal, type Pasted } from '../sql.ts'
import {
  by,
  deviceRecord,
  type Found,
  mergePlan,
  ofDevice,
  othersRecord,
  type Places,
  theirRecord,
  theirRun,
} from './found.ts'
import { addresses, isName, names, tells, whom } from './names.ts'

/** SQL: named values but for those with an address of theirs. */
const withoutAddress = (values: Pasted): string =>
  `${values} - array(select e.key from jsonb_each(${values}) e where ${addresses('e.value::text')})`

/** SQL: what people recognise a record by, without their name. */
const label = (table: string) =>
  `case when ${isName(`${table}.label`)} then ${table}.vendor_id else ${table}.label end`

const withoutOwner = `nullif(outcome.changes - 'owner', '{}')`
const ofTerms = `select r.id from run r where r.object = 'saas_application'`

const isTheirEdit = `run.edit is not null
     and exists (select from staged s join trace t using (vendor_id) where s.run_id = run.id and t.source_id = ${literal(handSource)})
     and (run.state not in ('previewed', 'held')
          or not exists (select from staged s where s.run_id = run.id and s.vendor_id <> ''
               and s.vendor_id not in (select t.vendor_id from trace t where t.source_id = ${literal(handSource)})))`
const editOfNothing = `jsonb_set(run.edit, '{values}', (select coalesce(jsonb_object_agg(k, null), '{}') from jsonb_object_keys(run.edit->'values') k)) #- '{link,noPersonReason}'`
const brakesOfNobody = `coalesce((select jsonb_agg(b || '{"samples": []}') from jsonb_array_elements(run.brakes) b), '[]')`

/** What an edit of many says of somebody else for whom it did not go, because it went for them. */
const refusedEdit: Found = (table) => ({
  from: 'trace_run r',
  where: `r.source_id = ${literal(handSource)} and ${table}.run_id = r.run_id and ${table}.kind = 'failed' and ${tells(`${table}.problems::text`)}`,
})

const nothing = { changes: 'null', problems: 'null', raw: 'null' }
const unsent = { raw: `''`, raw_hash: 'gen_random_uuid()' }

const sampled = `array_to_string(sample.records, ' ')`
const isInSample = `sample.integration_id in (select t.source_id from trace t union select o.source_id from owned_record o)
      or ${addresses(sampled)}
      or sample.integration_id in (select o.source_id from owner_source o) and ${names(sampled)}`

/** What runs keep of people: what they were to do, did, and were told by vendors. */
export const personalInRuns: Places = {
  run: [
    // What was done by hand to them and perhaps others; of a plan that waits for others, too, it is still needed.
    { found: by(isTheirEdit), becomes: { edit: editOfNothing }, export: 'kept' },
    {
      found: by(`run.edit->>'object' = 'device' and ${isName(`run.edit->'values'->>'owner'`)}`),
      becomes: { edit: `jsonb_set(run.edit, '{values,owner}', 'null')` },
      export: 'kept',
    },
    // Not to nobody: a plan that waits would take every application from whoever has it.
    {
      found: by(`run.id in (${ofTerms}) and run.edit->'terms'->>'owner_id' = ${whom}::text`),
      becomes: { edit: `run.edit #- '{terms,owner_id}'` },
    },
    // What brakes name people by, and what somebody wrote who rejected a plan.
    {
      found: by(`(run.brakes <> '[]' or run.rejected_because is not null) and ${theirRun}`),
      becomes: { brakes: brakesOfNobody, rejected_because: 'null' },
    },
  ],
  outcome: [
    {
      found: theirRecord,
      becomes: { vendor_id: `''`, label: 'null', account: 'null', ...nothing },
      export: 'kept',
    },
    {
      found: othersRecord(true),
      becomes: { ...nothing, changes: `outcome.changes - 'email'`, label: label('outcome') },
    },
    // Somebody alive, whom a plan may be about that waits: the rest of it goes on.
    { found: othersRecord(false), becomes: { ...nothing, changes: withoutAddress('outcome.changes') } },
    { found: deviceRecord, becomes: { ...nothing, changes: withoutOwner } },
    { found: ofDevice(`outcome.changes ? 'owner'`), becomes: { changes: withoutOwner } },
    { found: refusedEdit, becomes: { problems: 'null' } },
    { found: mergePlan, becomes: { label: 'null', changes: 'null', problems: 'null' } },
    {
      found: by(`outcome.run_id in (${ofTerms}) and outcome.changes->'owner_id' ? ${whom}::text`),
      becomes: { changes: `outcome.changes - 'owner_id'` },
    },
  ],
  staged: [
    {
      found: theirRecord,
      becomes: {
        ...{ vendor_id: `''`, label: 'null', role: 'null', active: 'null', row: `'{}'`, keys: 'null' },
        ...{ volatile: 'null', ...unsent, row_hash: `'00000000-0000-0000-0000-000000000000'` },
      },
      export: 'kept',
    },
    {
      found: othersRecord(true),
      becomes: {
        row: `staged."row" - 'email'`,
        keys: `staged.keys - 'email'`,
        raw: `''`,
        label: label('staged'),
      },
    },
    {
      found: othersRecord(false),
      becomes: {
        ...{ row: withoutAddress('staged."row"'), keys: withoutAddress('staged.keys') },
        ...{ volatile: withoutAddress('staged.volatile'), ...unsent },
      },
    },
    { found: deviceRecord, becomes: { row: `staged."row" - 'owner'`, ...unsent } },
  ],
  absence: [{ found: theirRecord, goes: ['vendor_id'], export: 'kept' }],
  run_page: [
    {
      found: by(
        'run_page.run_id in (select r.run_id from trace_run r) and run_page.seen && array(select t.vendor_id from trace t)',
      ),
      becomes: {
        seen: 'array(select id from unnest(run_page.seen) id where id not in (select t.vendor_id from trace t))',
      },
    },
  ],
  sample: [{ found: by(isInSample), goes: ['records'] }],
}
