import type { Field } from '../field.ts'
import { uniqueFields } from '../scope.ts'
import { literal } from '../sql.ts'
import { staysAsChanged } from '../undo/objects.ts'

/**
 * SQL: the values of two people who are taken apart, as rows (number, id, values, stays). Of the one who stayed: what is
 * still as the merge left it goes back, and in `stays` what was changed since. Of the other: their own unique values again;
 * who took one of them since, in exchange, has their own again, too.
 */
export function splitRows(mergeId: string, fields: readonly Field[]): string {
  const keys = uniqueFields({ written: fields }).map(({ key }) => literal(key))
  const isSame = `coalesce(pair.stayed->c.key, 'null') = c.value->1`
  return `
    with pair as (
      select m.id, m.at, m.into_id, m.from_id, m.into_changes, to_jsonb(a) as stayed, to_jsonb(b) as gone
        from person_merge m join person a on a.id = m.into_id join person b on b.id = m.from_id where m.id = ${literal(mergeId)}
    ), own as (
      select key, pair.gone->key as now, coalesce(first.before, 'null') as before
        from pair cross join unnest(array[${keys.join(', ')}]::text[]) key
       cross join lateral (
         select c.before from change c
          where c.object_id = pair.from_id and c.field = key and c.at >= pair.at order by c.id limit 1) first
       where coalesce(first.before, 'null') <> pair.gone->key
    )
    select 0 as number, pair.into_id as id, back."values" || swapped."values" as "values", back.stays
      from pair cross join lateral (
        select coalesce(jsonb_object_agg(c.key, c.value->0) filter (where ${isSame}), '{}') as "values",
               jsonb_agg(jsonb_build_object('field', f.label, 'message', ${literal(staysAsChanged)}) order by f.label)
                 filter (where not ${isSame} and coalesce(pair.stayed->c.key, 'null') <> c.value->0) as stays
          from jsonb_each(pair.into_changes) c join field f on f.object = 'person' and f.key = c.key) back
     cross join lateral (
        select coalesce(jsonb_object_agg(own.key, own.now), '{}') as "values" from own
         where lower(own.before #>> '{}') = lower(pair.stayed->>own.key)) swapped
     union all
    select 1, pair.from_id, coalesce((select jsonb_object_agg(key, before) from own), '{}'), null from pair`
}
