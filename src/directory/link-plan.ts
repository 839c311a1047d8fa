import type { ClientBase } from 'pg'
import { bySources } from './link-account.ts'
import { putPlanRows } from './plan-rows.ts'
import type { ScopeOf } from './scope.ts'
import { literal } from './sql.ts'

/** Writes what becomes of each SaaS user that is staged when a hand says whose all of them are. */
export async function planLinks(client: ClientBase, scope: ScopeOf<'link'>): Promise<void> {
  await putPlanRows(client, rowsSql(scope))
  await client.query(`
    insert into outcome (run_id, number, vendor_id, label, kind, reason, object_id, account)
    select ${literal(scope.runId)}, number, vendor_id, label,
           case when reason is not null then 'skipped' when account is null then 'unchanged' else 'updated' end,
           case when reason is null and is_by_hand and not account ?| array['person', 'no_person_reason'] then 'kept' else reason end, object_id,
           case when reason is null then account end
      from plan_row`)
}

// Staged under another word is what may not be edited.
const accountId = `case when s.vendor_id ~ '^[0-9a-f-]{36}$' then s.vendor_id::uuid end`

function rowsSql({ runId, link }: ScopeOf<'link'>): string {
  const isByHand = link.to !== 'sources'
  return `
    select s.number, s.vendor_id, coalesce(u.label, s.label) as label, null::uuid as row_hash, p.id as found,
           coalesce(p.id, u.person_id) as object_id, ${isByHand} as is_by_hand, ${misfitSql(link)} as reason, a.account
      from staged s left join saas_user u on u.id = ${accountId}
      left join lateral (${nextSql(link)}) next on true
      left join person p on p.id = next.id
      cross join lateral (
        select jsonb_object_agg(v.key, jsonb_build_array(v.before, v.after)) as account
          from (values ('person', to_jsonb(u.person_id), to_jsonb(p.id)),
                       ('no_person_reason', to_jsonb(u.no_person_reason), to_jsonb(${literalOrNull(link.noPersonReason)}::text)),
                       ('linked_by_hand', to_jsonb(u.linked_by_hand), to_jsonb(${isByHand}))) v (key, before, after)
         where v.before is distinct from v.after) a
     where s.run_id = ${literal(runId)}`
}

const literalOrNull = (text: string | null | undefined): string => (text ? literal(text) : 'null')

/** An account's own e-mail address: as a record says it, or what the vendor calls it. */
const address = `coalesce((
  select r."row"->>'email' from source o join source_record r on r.source_id = o.id and r.vendor_id = u.vendor_id
   where o.application_id = u.application_id and r."row"->>'email' is not null order by o.launched_at, o.id limit 1), u.label)`

/** SQL: the person whose an account (`u`) becomes, as `id`; no row or null: nobody. */
function nextSql({ to, personId }: ScopeOf<'link'>['link']): string {
  if (to === 'address')
    return `select coalesce(named.merged_into, named.id) as id from person named where named.email_key = lower(${address})`
  if (to === 'sources') return `select ${bySources} as id`
  return `select ${to === 'nobody' ? 'null' : literal(personId ?? '')}::uuid as id`
}

function misfitSql({ to }: ScopeOf<'link'>['link']): string {
  const unfound =
    to === 'address'
      ? `when u.person_id is not null then 'owned' when u.no_person_reason is not null then 'needs_none' when (${address}) like '%_@_%' is not true then 'no_address' when p.id is null then 'nobody'`
      : to === 'person'
        ? `when p.id is null then 'nobody'`
        : ''
  const archived = to === 'sources' ? '' : `when p.archived_at is not null then 'archived'`
  return `case when u.id is null then 'no_object' ${unfound} ${archived} end`
}
