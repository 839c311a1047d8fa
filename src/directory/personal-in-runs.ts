import {
  deviceRecord,
  mergePlan,
  ofDevice,
  othersRecord,
  type Personal,
  theirRecord,
  theirRun,
  whom,
} from './erase-found.ts'
import { addresses, isName, names } from './erase-names.ts'
import { handSource } from './hand-source.ts'
import { literal } from './sql.ts'

/** SQL: named values but for those with an address of theirs. */
const withoutAddress = (values: string): string =>
  `${values} - array(select key from jsonb_each(${values}) where ${addresses('value::text')})`

/** SQL: what people recognise a record by, without their name. */
const label = (table: string) =>
  `case when ${isName(`${table}.label`)} then ${table}.vendor_id else ${table}.label end`

const withoutOwner = `nullif(outcome.changes - 'owner', '{}')`
const sampled = `array_to_string(records, ' ')`
const ofTerms = `select id from run where object = 'saas_application'`

/** What runs keep of people: what they were to do, did, and were told by vendors. */
export const personalInRuns: readonly Personal[] = [
  {
    // What was done by hand to them and perhaps others; of a plan that waits for others, too, it is still needed.
    table: 'run',
    found: {
      where: `edit is not null
     and exists (select from staged s join trace t using (vendor_id) where s.run_id = run.id and t.source_id = ${literal(handSource)})
     and (state not in ('previewed', 'held')
          or not exists (select from staged s where s.run_id = run.id and s.vendor_id <> ''
               and s.vendor_id not in (select vendor_id from trace where source_id = ${literal(handSource)})))`,
    },
    becomes: {
      edit: `jsonb_set(edit, '{values}', (select coalesce(jsonb_object_agg(key, null), '{}') from jsonb_object_keys(edit->'values') key)) #- '{link,noPersonReason}'`,
    },
    export: 'kept',
  },
  {
    table: 'run',
    found: { where: `edit->>'object' = 'device' and ${isName(`edit->'values'->>'owner'`)}` },
    becomes: { edit: `jsonb_set(edit, '{values,owner}', 'null')` },
    export: 'kept',
  },
  {
    // Not to nobody: a plan that waits would take every application from whoever has it.
    table: 'run',
    found: { where: `run.id in (${ofTerms}) and edit->'terms'->>'owner_id' = ${whom}::text` },
    becomes: { edit: `edit #- '{terms,owner_id}'` },
    export: 'kept',
  },
  {
    // What brakes name people by, and what somebody wrote who rejected a plan.
    table: 'run',
    found: { ...theirRun, where: `(brakes <> '[]' or rejected_because is not null) and ${theirRun.where}` },
    becomes: {
      brakes: `coalesce((select jsonb_agg(b || '{"samples": []}') from jsonb_array_elements(brakes) b), '[]')`,
      rejected_because: 'null',
    },
    export: 'never',
  },
  {
    table: 'outcome',
    found: theirRecord('outcome'),
    becomes: {
      vendor_id: `''`,
      label: 'null',
      changes: 'null',
      account: 'null',
      problems: 'null',
      raw: 'null',
    },
    export: 'kept',
  },
  {
    table: 'outcome',
    found: othersRecord('outcome', true),
    becomes: { changes: `changes - 'email'`, label: label('outcome'), problems: 'null', raw: 'null' },
    export: 'never',
  },
  {
    // Somebody alive, whom a plan may be about that waits: the rest of it goes on.
    table: 'outcome',
    found: othersRecord('outcome', false),
    becomes: { changes: withoutAddress('changes'), problems: 'null', raw: 'null' },
    export: 'never',
  },
  {
    table: 'outcome',
    found: deviceRecord('outcome'),
    becomes: { changes: withoutOwner, problems: 'null', raw: 'null' },
    export: 'never',
  },
  {
    table: 'outcome',
    found: ofDevice('outcome', `outcome.changes ? 'owner'`),
    becomes: { changes: withoutOwner },
    export: 'never',
  },
  {
    table: 'outcome',
    found: mergePlan,
    becomes: { label: 'null', changes: 'null', problems: 'null' },
    export: 'never',
  },
  {
    table: 'outcome',
    found: { where: `run_id in (${ofTerms}) and changes->'owner_id' ? ${whom}::text` },
    becomes: { changes: `changes - 'owner_id'` },
    export: 'never',
  },
  {
    table: 'staged',
    found: theirRecord('staged'),
    becomes: {
      ...{
        vendor_id: `''`,
        label: 'null',
        role: 'null',
        active: 'null',
        row: `'{}'`,
        keys: 'null',
        volatile: 'null',
      },
      ...{ raw: `''`, raw_hash: 'gen_random_uuid()', row_hash: `'00000000-0000-0000-0000-000000000000'` },
    },
    export: 'kept',
  },
  {
    table: 'staged',
    found: othersRecord('staged', true),
    becomes: { row: `"row" - 'email'`, keys: `keys - 'email'`, raw: `''`, label: label('staged') },
    export: 'never',
  },
  {
    table: 'staged',
    found: othersRecord('staged', false),
    becomes: {
      ...{ row: withoutAddress('"row"'), keys: withoutAddress('keys'), volatile: withoutAddress('volatile') },
      ...{ raw: `''`, raw_hash: 'gen_random_uuid()' },
    },
    export: 'never',
  },
  {
    table: 'staged',
    found: deviceRecord('staged'),
    becomes: { row: `"row" - 'owner'`, raw: `''`, raw_hash: 'gen_random_uuid()' },
    export: 'never',
  },
  {
    table: 'absence',
    found: theirRecord('absence'),
    goes: ['vendor_id'],
    export: 'kept',
  },
  {
    table: 'run_page',
    found: {
      where: `run_id in (select run_id from trace_run) and seen && array(select vendor_id from trace)`,
    },
    becomes: { seen: 'array(select id from unnest(seen) id where id not in (select vendor_id from trace))' },
    export: 'never',
  },
  {
    table: 'sample',
    found: {
      where: `integration_id in (select source_id from trace union select source_id from owned_record)
      or ${addresses(sampled)}
      or integration_id in (select source_id from owner_source) and ${names(sampled)}`,
    },
    goes: ['records'],
    export: 'never',
  },
]
