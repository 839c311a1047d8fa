import type { ClientBase } from 'pg'
import { type PlanScope, uniqueFields } from './scope.ts'
import { readSourceOrders } from './source-order.ts'
import { isOver, projection } from './speaker.ts'
import { literal, rowKey } from './sql.ts'

/**
 * Where several records speak of one object, the value of a field is the first that is not empty:
 * by hand before integrations, these in the order of the field, else the one who stayed in a merge before the other, the earlier
 * launched before the later, and within one list the better standing before the worse. Who is gone or left out, in this run or before, speaks last. Rows whose object has no other record are already the projection;
 * for the others `said` keeps what the staged row itself said.
 */
export async function projectRows(
  client: ClientBase,
  scope: Pick<PlanScope, 'sourceId' | 'written'> & Partial<Pick<PlanScope, 'runId'>>,
): Promise<void> {
  const us = literal(scope.sourceId)
  const runId = scope.runId === undefined ? 'null::uuid' : literal(scope.runId)
  const orders = await readSourceOrders(client)
  const unique = uniqueFields(scope).map((field, at) => `, unique_${at} = ${rowKey('p."values"', field)}`)
  await client.query(`
    with other as (
      select r.object_id, r.source_id, r.standing, r."row", r.vendor_id, r.joined, ${isOver('r')} or a.confirmed is true or (r.source_id = ${us} and r.vendor_id in (
               select vendor_id from outcome where run_id = ${runId} and reason = 'conditions')) as is_over
        from source_record r left join absence a on a.run_id = ${runId} and r.source_id = ${us} and a.vendor_id = r.vendor_id
       where r.object_id in (select found from plan_row where reason is null and found is not null)
         and not (r.source_id = ${us} and exists (
               select from plan_row q where q.object_id = r.object_id and q.vendor_id = r.vendor_id))
    ), several as (
      select object_id from other
       union select object_id from plan_row where reason = 'same_object'
    ), told as (
      select object_id, source_id, standing, "row", vendor_id, joined, is_over from other
       union all
      select q.object_id, ${us}, q.standing, q."values", q.vendor_id, known.joined, false
        from plan_row q left join source_record known on known.source_id = ${us} and known.vendor_id = q.vendor_id
       where q.object_id in (select object_id from several) and (q.reason is null or q.reason = 'same_object')
    ), said as (
      select told.*, e.key, e.value from told, jsonb_each("row") e
    ), projected as (${projection(orders, scope.written)}
    )
    update plan_row r set "values" = p."values", said = coalesce(r.said, r."values")${unique.join('')} from projected p where p.object_id = r.object_id and r.reason is null`)
}
