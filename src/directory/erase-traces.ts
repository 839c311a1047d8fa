import type { ClientBase } from 'pg'
import { gatherElsewhere } from './erase-elsewhere.ts'
import { addresses } from './erase-names.ts'
import { handSource } from './hand-source.ts'
import { orderSource } from './source-order.ts'
import { literal } from './sql.ts'

/**
 * Puts where a person left traces into temporary tables: records by source and vendor id (`trace`; `is_theirs` but for those that
 * only name them and are nobody's), the runs of these sources (`trace_run`), and their SaaS users (`trace_account`), also
 * those that a hand made nobody's. Call it after `gatherNames`.
 */
export async function gatherTraces(client: ClientBase, personId: string): Promise<void> {
  await client.query('drop table if exists pg_temp.trace, pg_temp.trace_run, pg_temp.trace_account')
  await client.query(
    'create temp table trace (source_id uuid, vendor_id text, is_theirs boolean) on commit drop',
  )
  await gatherElsewhere(client, personId)
  for (const sql of gathered(literal(personId))) await client.query(sql)
  await client.query('analyze trace, trace_run, trace_account')
}

/** Takes what runs still keep of the records that `gatherTraces` found: emptied where something counts it, deleted elsewhere. */
export async function forgetTraces(client: ClientBase): Promise<void> {
  for (const sql of traces) await client.query(sql)
}

const gathered = (personId: string): readonly string[] => [
  `insert into trace
   select source_id, vendor_id, true from source_record where object_id = ${personId}
    union
   select source_id, vendor_id, is_theirs from elsewhere where not is_others`,
  `create temp table trace_account on commit drop as
   select id from saas_user where person_id = ${personId}
    union
   select u.id from trace t join source s on s.id = t.source_id
     join saas_user u on u.application_id = s.application_id and u.vendor_id = t.vendor_id
    where t.is_theirs and u.person_id is null`,
  `insert into trace
   select s.id, u.vendor_id, true from trace_account join saas_user u using (id) join source s on s.application_id = u.application_id
    union
   -- Whose an account is was said by hand under its own id.
   select ${literal(handSource)}::uuid, id::text, true from trace_account
    union
   select unnest(array[${literal(handSource)}, ${literal(orderSource)}]::uuid[]), ${personId}, true`,
  `create temp table trace_run on commit drop as
   select r.id as run_id, r.integration_id as source_id from run r where r.integration_id in (select source_id from trace)`,
]

const ofTrace = (table: string) =>
  `from trace_run r join trace t using (source_id) where ${table}.run_id = r.run_id and ${table}.vendor_id = t.vendor_id`

/** What was done by hand to them and perhaps others; of a plan that waits for others, too, it is still needed. */
const editTrace = `
  update run set edit = jsonb_set(edit, '{values}', (select coalesce(jsonb_object_agg(key, null), '{}') from jsonb_object_keys(edit->'values') key)) #- '{link,noPersonReason}'
   where edit is not null
     and exists (select from staged s join trace t using (vendor_id) where s.run_id = run.id and t.source_id = ${literal(handSource)})
     and (state not in ('previewed', 'held')
          or not exists (select from staged s where s.run_id = run.id and s.vendor_id <> ''
               and s.vendor_id not in (select vendor_id from trace where source_id = ${literal(handSource)})))`

const traces: readonly string[] = [
  editTrace,
  'update run set rejected_because = null where rejected_because is not null and id in (select run_id from trace_run)',
  // What brakes name people by.
  `update run set brakes = (select jsonb_agg(b || '{"samples": []}') from jsonb_array_elements(brakes) b)
    where brakes <> '[]' and id in (select run_id from trace_run)`,
  `update outcome set vendor_id = '', label = null, changes = null, account = null, problems = null, raw = null ${ofTrace('outcome')}`,
  `update staged set vendor_id = '', label = null, role = null, active = null, "row" = '{}', keys = null, volatile = null,
          raw = '', raw_hash = gen_random_uuid(), row_hash = '00000000-0000-0000-0000-000000000000' ${ofTrace('staged')}`,
  `delete from source_before using trace_run r join trace t using (source_id)
    where source_before.run_id = r.run_id and source_before.vendor_id = t.vendor_id`,
  `delete from absence using trace_run r join trace t using (source_id)
    where absence.run_id = r.run_id and absence.vendor_id = t.vendor_id`,
  `update run_page p set seen = array(select id from unnest(seen) id where id not in (select vendor_id from trace))
    where p.run_id in (select run_id from trace_run) and p.seen && array(select vendor_id from trace)`,
  `delete from sample where integration_id in (select source_id from trace) or ${addresses(`array_to_string(records, ' ')`)}`,
]
