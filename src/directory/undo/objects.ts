import type { ClientBase } from 'pg'
import type { ObjectKind } from '../field.ts'
import { handSource } from '../hand-source.ts'
import type { ScopeOf } from '../scope.ts'
import { literal } from '../sql.ts'

/**
 * Puts every object that the run changed into the temporary table `undo_object`: the fields that go back and to what,
 * whether it is archived or restored (`act`), and in `problems` what was changed since and stays.
 */
export async function gatherObjects(client: ClientBase, scope: ScopeOf<'undo'>): Promise<void> {
  // Counted by "analyze": a wrong guess would compare every change with every person.
  await client.query('drop table if exists pg_temp.undo_change, pg_temp.undo_object')
  await client.query(`
    create temp table undo_change on commit drop as
    select id, object_id, kind, field, before, after from change
     where run_id = ${literal(scope.undoes)} and object = ${literal(scope.object)}`)
  await client.query('analyze undo_change (object_id, field)')
  await client.query(`create temp table undo_object on commit drop as ${objectsSql(scope)}`)
  await client.query('analyze undo_object (object_id)')
}

const saidOf = (field: string, message: string) =>
  `jsonb_build_object('field', ${field}, 'message', ${literal(message)})`

export const staysAsChanged = 'was changed since, and stays so'

function objectsSql({ object, sourceId }: ScopeOf<'undo'>): string {
  return `
    with known as materialized (
      select p.id, p.archived_at, ${object === 'person' ? 'p.merged_into is not null' : 'false'} as is_merged, to_jsonb(p) as now
        from ${object} p where p.id in (select object_id from undo_change)
    ), told as (
      select c.object_id as object_id, c.id, c.kind, c.field, coalesce(f.label, c.field) as label, p.archived_at, p.is_merged,
             coalesce(c.before, 'null') as before, coalesce(c.after, 'null') as after,
             coalesce(p.now->c.field, 'null') as now
        from undo_change c join known p on p.id = c.object_id
        left join field f on f.object = ${literal(object)} and f.key = c.field
    ), fields as (
      select object_id, archived_at, is_merged, max(id) as last, max(kind) filter (where field is null) as act,
             coalesce(jsonb_object_agg(field, before) filter (where field is not null and now = after and before <> after), '{}') as "values",
             jsonb_agg(${saidOf('label', staysAsChanged)} order by label)
               filter (where field is not null and now <> after and now <> before) as problems
        from told group by object_id, archived_at, is_merged
    )
    select f.object_id, case when a.note is null then a.act end as act, f."values", a.note, coalesce(a.problems, f.problems) as problems
      from fields f cross join lateral (${actSql(object, sourceId === handSource)}) a`
}

const staysBecauseSaid = 'another record, which stays, speaks for it'

// What the run brought is archived unless another record speaks for it, or somebody brought it back since; later changes stay
// with it. Whoever was restored by hand is archived again whoever speaks.
const actSql = (object: ObjectKind, isByHand: boolean): string => `
  select null as act, null as note, null::jsonb as problems where f.act is null
   union all
  select 'archived', case when s.is_said then 'other_record' when l.is_again then 'changed_since' end,
         case when s.is_said then jsonb_build_array(${saidOf(`''`, staysBecauseSaid)})
              when l.is_again then jsonb_build_array(${saidOf(`''`, 'was restored again since')}) else l.problems end
    from (select exists (
            select from source_record r left join undo_record u
                on r.source_id = u.source_id and r.vendor_id = u.vendor_id
             where not ${isByHand} and r.object_id = f.object_id and r.source_id <> ${literal(handSource)}
               and case when u.vendor_id is null then r.gone_at is null
                        else u.restored->>'object_id' = f.object_id::text and u.restored->>'gone_at' is null end) as is_said) s,
         (select bool_or(c.kind = 'restored') as is_again,
                 jsonb_agg(distinct ${saidOf('coalesce(k.label, c.field)', staysAsChanged)}) filter (where c.field is not null) as problems
            from change c left join field k on k.object = ${literal(object)} and k.key = c.field
           where c.object_id = f.object_id and c.id > f.last) l
   where f.act in ('created', 'restored') and f.archived_at is null
   union all
  select 'restored', case when f.is_merged then 'merged' when l.id is not null then 'changed_since' end,
         case when f.is_merged then jsonb_build_array(${saidOf(`''`, 'became part of somebody since, and stays so')})
              when l.id is not null then jsonb_build_array(${saidOf(`''`, 'was archived again since')}) end
    from (select max(c.id) as id from change c
           where c.object_id = f.object_id and c.id > f.last and c.kind in ('archived', 'restored')) l
   where f.act = 'archived' and f.archived_at is not null
   union all
  select null, null, null where f.act in ('created', 'restored') and f.archived_at is not null or f.act = 'archived' and f.archived_at is null`
