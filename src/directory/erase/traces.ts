import type { ClientBase } from 'pg'
import { handSource } from '../hand-source.ts'
import { orderSource } from '../source-order.ts'
import { literal } from '../sql.ts'
import { type AddressesOf, gatherElsewhere } from './elsewhere.ts'

/**
 * Puts where a person left traces into temporary tables: records by source and vendor id (`trace`; `is_theirs` but for those that
 * only name them and are nobody's), the runs of these sources (`trace_run`), and their SaaS users (`trace_account`), also
 * those that a hand made nobody's. Call it after `gatherNames`.
 */
export async function gatherTraces(client: ClientBase, addressesOf: AddressesOf): Promise<void> {
  await client.query('drop table if exists pg_temp.trace, pg_temp.trace_run, pg_temp.trace_account')
  await client.query(
    'create temp table trace (source_id uuid, vendor_id text, is_theirs boolean) on commit drop',
  )
  await gatherElsewhere(client, addressesOf)
  for (const sql of gathered) await client.query(sql)
  await client.query('analyze trace, trace_run, trace_account')
}

const gathered: readonly string[] = [
  `insert into trace
   select source_id, vendor_id, true from source_record where object_id = (select id from whom)
    union
   select source_id, vendor_id, is_theirs from elsewhere where not is_others`,
  `create temp table trace_account on commit drop as
   select id from saas_user where person_id = (select id from whom)
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
   select unnest(array[${literal(handSource)}, ${literal(orderSource)}]::uuid[]), id::text, true from whom`,
  `create temp table trace_run on commit drop as
   select r.id as run_id, r.integration_id as source_id from run r where r.integration_id in (select source_id from trace)`,
]
