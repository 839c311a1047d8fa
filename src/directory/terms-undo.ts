import type { ClientBase } from 'pg'
import { putPlanRows } from './plan-rows.ts'
import type { ScopeOf } from './scope.ts'
import { literal } from './sql.ts'
import { termKeys, termLabels } from './terms.ts'
import { asOfNow, lacking, writeTermOutcomes } from './terms-plan.ts'
import { staysAsChanged } from './undo/objects.ts'

/** Writes what becomes of each application that a run wrote when that is taken back: what was changed since stays, and is named. */
export async function planTermsUndo(client: ClientBase, scope: ScopeOf<'terms_undo'>): Promise<void> {
  await putPlanRows(client, rowsSql(scope))
  await writeTermOutcomes(client, scope)
}

const isOverruled = `exists (
  select from change l where l.object_id = c.object_id and l.id > c.id and l.kind in ('archived', 'restored') and l.run_id is distinct from c.run_id)`

const goesBack = `t.now = t.after and t.before <> t.after`

const rowsSql = ({ undoes }: ScopeOf<'terms_undo'>): string => `
  with told as (
    select a.id, c.field, ${asOfNow('t')} as before, c.after, to_jsonb(a)->c.field as now, d.act,
           case when d.act is not null and ${isOverruled} then concat('was ', c.kind, ' again since') end as again
      from change c join saas_application a on a.id = c.object_id
     cross join lateral (select c.field as key, c.before as value) t
     cross join lateral (
       select case when c.kind = 'archived' and a.archived_at is not null then 'restored'
                   when c.kind = 'restored' and a.archived_at is null then 'archived' end as act) d
     where c.run_id = ${literal(undoes)} and c.object = 'saas_application'
  ), gathered as (
    select t.id, max(t.act) filter (where t.again is null) as act, jsonb_object_agg(t.field, jsonb_build_array(t.now, t.before)) filter (where ${goesBack}) as changes,
           jsonb_object_agg(t.field, t.before) filter (where ${goesBack}) as back,
           jsonb_agg(jsonb_build_object('field', coalesce(v.label, ''), 'message', coalesce(t.again, ${literal(staysAsChanged)})) order by v.label)
             filter (where t.again is not null or t.now <> t.after and t.now <> t.before) as stays
      from told t left join (values ${labels}) v (key, label) on v.key = t.field group by t.id
  )
  select (row_number() over (order by a.vendor, a.instance) - 1)::integer as number, g.id::text as vendor_id,
         coalesce((select o.label from outcome o where o.run_id = ${literal(undoes)} and o.vendor_id = g.id::text limit 1), concat_ws(' · ', a.vendor, nullif(a.instance, ''))) as label,
         null::uuid as row_hash, g.id as found, g.id as object_id, g.changes, ${lacking('to_jsonb(a) || g.back')} as problems, g.stays,
         coalesce(g.act, 'updated') as act, case when g.changes is null and g.act is null and g.stays is not null then 'changed_since' end as reason
    from gathered g join saas_application a on a.id = g.id`

const labels = termKeys.map((key) => `(${literal(key)}, ${literal(termLabels[key])})`).join(', ')
