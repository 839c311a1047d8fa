import type { ClientBase } from 'pg'
import { judgeRows } from './judge.ts'
import { objects } from './object.ts'
import { writeOutcomes } from './outcomes.ts'
import { indexFound, putPlanRows } from './plan-rows.ts'
import { type ScopeOf, uniqueFields } from './scope.ts'
import { projection, spoken } from './speaker.ts'
import { ident, literal, rowKey, rowValue } from './sql.ts'

/** Writes what becomes of every object of which several sources speak when they speak in another order. */
export async function planReorder(client: ClientBase, scope: ScopeOf<'reorder'>): Promise<void> {
  await putPlanRows(client, rowsSql(scope))
  await indexFound(client)
  await judgeRows(client, scope)
  await writeOutcomes(client, scope)
}

/** Only what it changes; what is archived stays as it is. */
function rowsSql({ object, orders, written }: ScopeOf<'reorder'>): string {
  const unique = uniqueFields({ written }).map(
    (field, at) => `, ${rowKey('"values"', field)} as unique_${at}`,
  )
  const changed = written.map(
    (field) =>
      `("values" ? ${literal(field.key)} and ${rowValue('"values"', field)} is distinct from p.${ident(field.key)})`,
  )
  return `
    with every as (
      select r.object_id, ${spoken}, e.key, e.value
        from source_record r cross join jsonb_each(r."row") e
       where r.object_id is not null and e.key in (${written.map(({ key }) => literal(key)).join(', ')})
    ), several as (
      select object_id, key from every group by object_id, key having count(distinct source_id) > 1
    ), said as (
      select every.* from every join several on several.object_id = every.object_id and several.key = every.key
    ), projected as (${projection(orders, written)}
    ), told as (
      select (row_number() over (order by p.id) - 1)::integer as number, p.id::text as vendor_id, p.${ident(objects[object].names[0] ?? 'id')} as label,
             p.id as found, p.id as object_id, null as found_by, false as is_new, false as returns, null::uuid as row_hash,
             "values", 0::smallint as standing, null::jsonb as said, null::jsonb as problems, null as reason
        from projected join ${object} p on p.id = projected.object_id
       where p.archived_at is null and (${changed.join(' or ')})
    )
    select *${unique.join('')} from told`
}
