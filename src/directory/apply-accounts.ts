import type { ClientBase } from 'pg'
import type { Application, PlanScope, Span } from './scope.ts'

interface AccountStep {
  readonly scope: PlanScope
  readonly applicationId: string
  readonly span: Span
}

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

/** Creates and changes the SaaS users of a span of the plan, with their history. */
export async function applyAccounts(client: ClientBase, step: AccountStep): Promise<void> {
  await createAccounts(client, step)
  await updateAccounts(client, step)
}

// A failed record's account is kept, but as nobody's.
const owner = `case when o.kind = 'failed' then null else o.person_id end`

async function createAccounts(
  client: ClientBase,
  { scope, applicationId, span }: AccountStep,
): Promise<void> {
  await client.query(
    `with made as (
       insert into saas_user (application_id, vendor_id, person_id, label, role, active)
       select $5, o.vendor_id, ${owner}, s.label, nullif(s.role, ''), s.active
         from outcome o join staged s on s.run_id = o.run_id and s.number = o.number
        where o.run_id = $1 and o.number >= $2 and o.number < $3 and o.account ? 'created'
       returning id, vendor_id, role, active
     )
     insert into change (object, object_id, kind, after, run_id, actor)
     select 'saas_user', id, 'created', jsonb_build_object('role', role, 'active', active), $1, $4 from made`,
    [scope.runId, span.from, span.to, scope.actor, applicationId],
  )
}

async function updateAccounts(
  client: ClientBase,
  { scope, applicationId, span }: AccountStep,
): Promise<void> {
  await client.query(
    `with changed as (
       update saas_user u
          set role = case when o.account ? 'role' then o.account->'role'->>1 else u.role end,
              active = case when o.account ? 'active' then (o.account->'active'->>1)::boolean else u.active end,
              label = case when o.account ? 'label' then o.account->'label'->>1 else u.label end,
              person_id = coalesce(u.person_id, ${owner}),
              updated_at = now()
         from outcome o
        where o.run_id = $1 and o.number >= $2 and o.number < $3 and o.account is not null
          and not o.account ? 'created' and u.application_id = $5 and u.vendor_id = o.vendor_id
       returning u.id, u.person_id, o.account
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_user', changed.id, 'updated', c.key, c.value->0,
            case when c.key = 'person' then to_jsonb(changed.person_id) else c.value->1 end, $1, $4
       from changed, jsonb_each(changed.account) c`,
    [scope.runId, span.from, span.to, scope.actor, applicationId],
  )
}
