import type { ClientBase } from 'pg'
import type { Application, PlanScope } from './scope.ts'

/** The SaaS application of an integration: found by vendor and instance, or made. */
export async function findOrMakeApplication(
  client: ClientBase,
  { vendor, instance }: Application,
): Promise<string> {
  await client.query(
    'insert into saas_application (vendor, instance) values ($1, $2) on conflict do nothing',
    [vendor, instance],
  )
  const { rows } = await client.query<{ id: string }>(
    'select id from saas_application where vendor = $1 and instance = $2',
    [vendor, instance],
  )
  const [made] = rows
  if (!made) throw new Error('A SaaS application vanished while it was made')
  return made.id
}

// A failed record's account is kept, but as nobody's.
const owner = `case when s.kind = 'failed' then null else s.object_id end`

/** Creates and changes the SaaS users of a step; a creation is told by the run that stands on the SaaS user itself. */
export async function applyAccounts(
  client: ClientBase,
  scope: PlanScope,
  applicationId: string,
): Promise<void> {
  await client.query(
    `insert into saas_user (application_id, vendor_id, person_id, label, role, active, run_id)
     select $1, s.vendor_id, ${owner}, s.label, nullif(s.role, ''), s.active, $2 from step s where s.account ? 'created'`,
    [applicationId, scope.runId],
  )
  await client.query(
    `with changed as (
       update saas_user u
          set role = case when s.account ? 'role' then s.account->'role'->>1 else u.role end,
              active = case when s.account ? 'active' then (s.account->'active'->>1)::boolean else u.active end,
              label = case when s.account ? 'label' then s.account->'label'->>1 else u.label end,
              person_id = case when u.linked_by_hand then u.person_id else coalesce(u.person_id, ${owner}) end,
              gone_at = case when s.account ? 'gone' then null else u.gone_at end,
              unmaintained_at = case when s.account ? 'unmaintained' then null else u.unmaintained_at end,
              updated_at = now()
         from step s
        where s.account is not null and not s.account ? 'created' and u.application_id = $1 and u.vendor_id = s.vendor_id
       returning u.id, u.person_id, s.account
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_user', changed.id, 'updated', c.key, c.value->0,
            case when c.key = 'person' then to_jsonb(changed.person_id) else c.value->1 end, $2, $3
       from changed, jsonb_each(changed.account) c`,
    [applicationId, scope.runId, scope.actor],
  )
}
