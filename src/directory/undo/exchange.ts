import type { ClientBase } from 'pg'
import type { Field } from '../field.ts'
import { type ScopeOf, uniqueFields } from '../scope.ts'
import { ident, keyColumn, literal } from '../sql.ts'

/**
 * Whoever the undo archives gives a unique value back to whoever had it before the run, and has theirs in exchange: nobody
 * is without one, and both come back to what they were with the undo of the undo. What was written of them since stays.
 */
export async function exchangeUnique(client: ClientBase, scope: ScopeOf<'undo'>): Promise<void> {
  for (const [at, field] of uniqueFields(scope).entries())
    await client.query(exchangeSql(field, `unique_${at}`))
}

/** A value that is given up may be another's again, so the one who is archived has the last of the chain. */
function exchangeSql(field: Field, key: string): string {
  const { object } = field
  const [name, column, own] = [literal(field.key), ident(field.key), ident(keyColumn(field))]
  const takes = `join plan_row r on r.found is not null and r.act is distinct from 'archived' and r."values" ? ${name}
      join ${object} p on p.id = r.found`
  return `
    with recursive freed as (
      select q.number, to_jsonb(p.${column}) as value, p.${own} as key
        from plan_row q join ${object} holder on holder.id = q.found ${takes} and r.${key} = holder.${own}
       where q.act = 'archived' and not q."values" ? ${name} and not exists (
             select from change c where c.object_id = q.found and c.field = ${name}
                and c.id > (select max(id) from undo_change u where u.object_id = q.found))
       union
      select freed.number, to_jsonb(p.${column}), p.${own} from freed ${takes} and r.${key} = freed.key
    )
    update plan_row q
       set "values" = q."values" || jsonb_build_object(${name}, freed.value), ${key} = freed.key
      from freed
     where freed.number = q.number and not exists (
           select from plan_row r where r.found is not null and r."values" ? ${name} and r.${key} = freed.key)`
}
