import type { ClientBase } from 'pg'
import { putPlanRows } from './plan-rows.ts'
import type { PlanScope, ScopeOf } from './scope.ts'
import { literal } from './sql.ts'
import { termLabels } from './terms.ts'

/** Writes what becomes of each application that is staged when a hand writes the same terms of all of them, or archives them. */
export async function planTerms(client: ClientBase, scope: ScopeOf<'terms'>): Promise<void> {
  await putPlanRows(client, rowsSql(scope))
  await writeTermOutcomes(client, scope)
}

// Staged under another word is what is not there.
const applicationId = `case when s.vendor_id ~ '^[0-9a-f-]{36}$' then s.vendor_id::uuid end`

const misfits = {
  updated: `when a.archived_at is not null then 'archived'`,
  archived: `when a.archived_at is not null then 'archived'`,
  restored: `when a.archived_at is null then 'present'`,
} as const

function rowsSql({ runId, terms: { act, values } }: ScopeOf<'terms'>): string {
  const said = `${literal(JSON.stringify(values))}::jsonb`
  return `
    select s.number, s.vendor_id, s.label, null::uuid as row_hash, a.id as found, a.id as object_id,
           c.changes, ${lacking(`to_jsonb(a) || ${said}`)} as problems, null::jsonb as stays, ${literal(act)} as act,
           case when a.id is null then 'no_object' ${misfits[act]} end as reason
      from staged s left join saas_application a on a.id = ${applicationId}
     cross join lateral (
       select jsonb_object_agg(t.key, jsonb_build_array(to_jsonb(a)->t.key, v.value)) as changes
         from jsonb_each(${said}) t cross join lateral (select ${asOfNow('t')} as value) v
        where to_jsonb(a)->t.key <> v.value) c
     where s.run_id = ${literal(runId)}`
}

/** SQL: a term (key, value) as it is written by now: an owner who became part of somebody is who they are now. */
export const asOfNow = (term: string): string => `
  coalesce((select to_jsonb(p.merged_into) from person p where p.id = case when ${term}.key = 'owner_id' then (${term}.value#>>'{}')::uuid end), ${term}.value)`

/** SQL: what is wrong with terms: a price alone says nothing. */
export const lacking = (terms: string): string => `(
  select jsonb_agg(jsonb_build_object('field', v.label, 'message', 'is missing: a price needs it'))
    from (values ('currency', ${literal(termLabels.currency)}), ('price_period', ${literal(termLabels.price_period)})) v (key, label)
   where (${terms})->>'seat_price' is not null and (${terms})->>v.key is null)`

/** Writes the outcomes of the applications in `plan_row`: what is wrong with the terms of one fails it. */
export async function writeTermOutcomes(
  client: ClientBase,
  { runId }: Pick<PlanScope, 'runId'>,
): Promise<void> {
  await client.query(
    `insert into outcome (run_id, number, vendor_id, label, kind, reason, object_id, changes, problems)
     select $1, number, vendor_id, label, kind, case kind when 'failed' then 'mandatory' when 'skipped' then reason end, object_id,
            case when kind = 'updated' then changes end, case when kind = 'failed' then problems else stays end
       from (select *, case when reason is not null then 'skipped'
                            when act <> 'updated' then act
                            when changes is null then 'unchanged'
                            when problems is not null then 'failed'
                            else 'updated' end as kind from plan_row) planned`,
    [runId],
  )
}
