import type { ClientBase } from 'pg'
import type { Field } from './field.ts'
import type { PlanScope, Span } from './scope.ts'
import { columnType, ident, literal, rowValue } from './sql.ts'

/** Creates the people of a span of the plan, each with one row of history. */
export async function createPeople(client: ClientBase, scope: PlanScope, { from, to }: Span): Promise<void> {
  const columns = scope.written.map((field) => ident(field.key))
  const values = scope.written.map((field) =>
    field.key === 'role' ? `coalesce(${rowValue('v', field)}, 'Employee')` : rowValue('v', field),
  )
  await client.query(
    `with planned as materialized (
       select o.person_id, s."row" || coalesce(s.volatile, '{}') ||
              case when o.changes is null then '{}' else (select jsonb_object_agg(key, value->1) from jsonb_each(o.changes)) end as v
         from outcome o join staged s on s.run_id = o.run_id and s.number = o.number
        where o.run_id = $1 and o.number >= $2 and o.number < $3 and o.kind = 'created'
     ), made as (
       insert into person (id, ${columns.join(', ')}) select person_id, ${values.join(', ')} from planned
     )
     insert into change (object, object_id, kind, after, run_id, actor)
     select 'person', person_id, 'created', v, $1, $4 from planned`,
    [scope.runId, from, to, scope.actor],
  )
}

/** Changes the people of a span of the plan, each changed field with its row of history. */
export async function updatePeople(client: ClientBase, scope: PlanScope, { from, to }: Span): Promise<void> {
  await client.query(
    `update person p set updated_at = now(), ${scope.written.map(assignment).join(', ')}
       from outcome o join staged s on s.run_id = o.run_id and s.number = o.number
      where o.run_id = $1 and o.number >= $2 and o.number < $3 and o.kind = 'updated'
        and (o.changes is not null or s.volatile is not null) and p.id = o.person_id`,
    [scope.runId, from, to],
  )
  await client.query(
    `insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'person', o.person_id, 'updated', c.key, c.value->0, c.value->1, $1, $4
       from outcome o, jsonb_each(o.changes) c
      where o.run_id = $1 and o.number >= $2 and o.number < $3 and o.kind = 'updated'
      order by o.number`,
    [scope.runId, from, to, scope.actor],
  )
}

/** A changed field's new value; a volatile one (sync time and the like) is written only along with others. */
function assignment({ key, type }: Field): string {
  const [column, name] = [ident(key), literal(key)]
  return `${column} = case when o.changes ? ${name} then (o.changes->${name}->>1)::${columnType(type)}
    when s.volatile ? ${name} then (s.volatile->>${name})::${columnType(type)} else p.${column} end`
}
