import type { ClientBase } from 'pg'
import { handSource } from '../hand-source.ts'
import { listedElsewhere } from '../listed-elsewhere.ts'
import type { PlanScope, ScopeOf } from '../scope.ts'
import { literal } from '../sql.ts'
import { staysAsChanged } from './objects.ts'

/**
 * Puts every SaaS user that the run wrote into the temporary table `undo_account`, with what goes back, field →
 * [now, before]. One that the run made is gone then: nothing that we know speaks of it any more, while at the vendor
 * nothing is touched; the next run that lists it brings it back with its history.
 */
export async function gatherAccounts(
  client: ClientBase,
  { sourceId, undoes }: ScopeOf<'undo'>,
): Promise<void> {
  const elsewhere = listedElsewhere({
    applicationId: 'u.application_id',
    vendorId: 'u.vendor_id',
    sourceId: literal(sourceId),
  })
  await client.query('drop table if exists pg_temp.undo_account')
  await client.query(`
    create temp table undo_account on commit drop as
    with told as (
      select u.id, c.field, coalesce(c.before, 'null') as before, coalesce(c.after, 'null') as after,
             coalesce(${nowSql}->c.field, 'null') as now, c.field in ('person', 'linked_by_hand', 'no_person_reason') and ${isLinkedSince(sourceId)} as is_by_hand
        from change c join saas_user u on u.id = c.object_id
       where c.run_id = ${literal(undoes)} and c.object = 'saas_user' and c.field is not null
       union all
      select u.id, 'gone', 'true', 'null', coalesce(${nowSql}->'gone', 'null'), false
        from saas_user u
       where u.run_id = ${literal(undoes)} and not ${elsewhere}
    )
    select u.id, ${sourceId === handSource ? 'u.id::text' : 'u.vendor_id'} as vendor_id, u.label, u.person_id,
           jsonb_object_agg(t.field, jsonb_build_array(t.now, t.before)) filter (where t.now = t.after and t.before <> t.after and not t.is_by_hand) as account,
           jsonb_agg(jsonb_build_object('field', ${labelSql}, 'message', ${literal(staysAsChanged)}) order by t.field)
             filter (where (t.now <> t.after or t.is_by_hand) and t.now <> t.before) as problems
      from told t join saas_user u on u.id = t.id group by u.id`)
  await client.query('analyze undo_account (id, vendor_id)')
}

/** SQL: whether somebody said by hand whose an account is after the run (`c`) wrote it, which may itself have said so. */
const isLinkedSince = (sourceId: string): string =>
  sourceId === handSource
    ? `exists (select from change l where l.object_id = c.object_id and l.id > c.id and l.run_id is distinct from c.run_id
                  and l.field in ('person', 'linked_by_hand', 'no_person_reason'))`
    : 'u.linked_by_hand'

const nowSql = `jsonb_build_object('role', u.role, 'active', u.active, 'label', u.label, 'person', u.person_id, 'linked_by_hand', u.linked_by_hand, 'no_person_reason', u.no_person_reason, 'gone', nullif(u.gone_at is not null, false),
  'unmaintained', nullif(u.unmaintained_at is not null, false))`

const labelSql = `case t.field when 'role' then 'Role of the SaaS user' when 'active' then 'Active of the SaaS user'
  when 'label' then 'Name of the SaaS user' when 'person' then 'Person of the SaaS user' when 'linked_by_hand' then 'By hand of the SaaS user'
  when 'no_person_reason' then 'No person needed of the SaaS user' else t.field end`

/** Brings the SaaS users of a step back, with history. */
export async function restoreAccounts(
  client: ClientBase,
  { runId, sourceId, actor }: Pick<PlanScope, 'runId' | 'sourceId' | 'actor'>,
): Promise<void> {
  await client.query(
    `with changed as (
       update saas_user u
          set role = case when a.account ? 'role' then a.account->'role'->>1 else u.role end,
              active = case when a.account ? 'active' then (a.account->'active'->>1)::boolean else u.active end,
              label = case when a.account ? 'label' then a.account->'label'->>1 else u.label end,
              person_id = case when a.account ? 'person' then (a.account->'person'->>1)::uuid else u.person_id end,
              linked_by_hand = case when a.account ? 'linked_by_hand' then (a.account->'linked_by_hand'->>1)::boolean else u.linked_by_hand end,
              no_person_reason = case when a.account ? 'no_person_reason' then a.account->'no_person_reason'->>1 else u.no_person_reason end,
              gone_at = case when a.account ? 'gone' then case when (a.account->'gone'->>1)::boolean then coalesce((r.restored->>'gone_at')::timestamptz, now()) end else u.gone_at end,
              unmaintained_at = case when a.account ? 'unmaintained' then case when (a.account->'unmaintained'->>1)::boolean then now() end else u.unmaintained_at end,
              updated_at = now()
         from step s join undo_account a on a.vendor_id = s.vendor_id
              left join undo_record r on r.vendor_id = s.vendor_id
        where s.account is not null and a.account is not null and u.id = a.id
       returning u.id, a.account
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_user', changed.id, 'updated', c.key, c.value->0, c.value->1, $1, $2
       from changed, jsonb_each(changed.account) c`,
    [runId, actor],
  )
  // What the source left it has again, so that its next run says anew that it leaves it.
  await client.query(
    `update source set application_id = u.application_id
       from step s join undo_account a on a.vendor_id = s.vendor_id join saas_user u on u.id = a.id
      where source.id = $1 and s.account is not null and a.account->'unmaintained'->1 = 'null'`,
    [sourceId],
  )
}
