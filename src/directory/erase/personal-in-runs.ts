import { handSource } from '../hand-source.ts'
import { literal } from '../sql.ts'
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
  whom,
} from './found.ts'
import { addresses, isName, names, tells } from './names.ts'

/** SQL: named values but for those with an address of theirs. */
const withoutAddress = (values: string): string =>
  `${values} - array(select key from jsonb_each(${values}) where ${addresses('value::text')})`

/** SQL: what people recognise a record by, without their name. */
const label = (table: string) =>
  `case when ${isName(`${table}.label`)} then ${table}.vendor_id else ${table}.label end`

const withoutOwner = `nullif(outcome.changes - 'owner', '{}')`
const ofTerms = `select id from run where object = 'saas_application'`

const isTheirEdit = `edit is not null
     and exists (select from staged s join trace t using (vendor_id) where s.run_id = run.id and t.source_id = ${literal(handSource)})
     and (state not in ('previewed', 'held')
          or not exists (select from staged s where s.run_id = run.id and s.vendor_id <> ''
               and s.vendor_id not in (select vendor_id from trace where source_id = ${literal(handSource)})))`
const editOfNothing = `jsonb_set(edit, '{values}', (select coalesce(jsonb_object_agg(key, null), '{}') from jsonb_object_keys(edit->'values') key)) #- '{link,noPersonReason}'`
const brakesOfNobody = `coalesce((select jsonb_agg(b || '{"samples": []}') from jsonb_array_elements(brakes) b), '[]')`

/** What an edit of many says of somebody else for whom it did not go, because it went for them. */
const refusedEdit: Found = (table) => ({
  from: 'trace_run r',
  where: `r.source_id = ${literal(handSource)} and ${table}.run_id = r.run_id and ${table}.kind = 'failed' and ${tells(`${table}.problems::text`)}`,
})

const nothing = { changes: 'null', problems: 'null', raw: 'null' }
const unsent = { raw: `''`, raw_hash: 'gen_random_uuid()' }

const sampled = `array_to_string(records, ' ')`
const isInSample = `integration_id in (select source_id from trace union select source_id from owned_record)
      or ${addresses(sampled)}
      or integration_id in (select source_id from owner_source) and ${names(sampled)}`

/** What runs keep of people: what they were to do, did, and were told by vendors. */
export const personalInRuns: Places = {
  run: [
    // What was done by hand to them and perhaps others; of a plan that waits for others, too, it is still needed.
    { found: by(isTheirEdit), becomes: { edit: editOfNothing }, export: 'kept' },
    {
      found: by(`edit->>'object' = 'device' and ${isName(`edit->'values'->>'owner'`)}`),
      becomes: { edit: `jsonb_set(edit, '{values,owner}', 'null')` },
      export: 'kept',
    },
    // Not to nobody: a plan that waits would take every application from whoever has it.
    {
      found: by(`run.id in (${ofTerms}) and edit->'terms'->>'owner_id' = ${whom}::text`),
      becomes: { edit: `edit #- '{terms,owner_id}'` },
    },
    // What brakes name people by, and what somebody wrote who rejected a plan.
    {
      found: by(`(brakes <> '[]' or rejected_because is not null) and ${theirRun}`),
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
      becomes: { ...nothing, changes: `changes - 'email'`, label: label('outcome') },
    },
    // Somebody alive, whom a plan may be about that waits: the rest of it goes on.
    { found: othersRecord(false), becomes: { ...nothing, changes: withoutAddress('changes') } },
    { found: deviceRecord, becomes: { ...nothing, changes: withoutOwner } },
    { found: ofDevice(`outcome.changes ? 'owner'`), becomes: { changes: withoutOwner } },
    { found: refusedEdit, becomes: { problems: 'null' } },
    { found: mergePlan, becomes: { label: 'null', changes: 'null', problems: 'null' } },
    {
      found: by(`run_id in (${ofTerms}) and changes->'owner_id' ? ${whom}::text`),
      becomes: { changes: `changes - 'owner_id'` },
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
      becomes: { row: `"row" - 'email'`, keys: `keys - 'email'`, raw: `''`, label: label('staged') },
    },
    {
      found: othersRecord(false),
      becomes: {
        ...{ row: withoutAddress('"row"'), keys: withoutAddress('keys') },
        ...{ volatile: withoutAddress('volatile'), ...unsent },
      },
    },
    { found: deviceRecord, becomes: { row: `"row" - 'owner'`, ...unsent } },
  ],
  absence: [{ found: theirRecord, goes: ['vendor_id'], export: 'kept' }],
  run_page: [
    {
      found: by('run_id in (select run_id from trace_run) and seen && array(select vendor_id from trace)'),
      becomes: {
        seen: 'array(select id from unnest(seen) id where id not in (select vendor_id from trace))',
      },
    },
  ],
  sample: [{ found: by(isInSample), goes: ['records'] }],
}
