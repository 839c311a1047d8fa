import type { ClientBase } from 'pg'
import type { PlanScope } from './scope.ts'

/** Does what the plan says of those whom the list does not have, and notes who is out of scope, or back. */
export async function applyAbsences(
  client: ClientBase,
  scope: PlanScope,
  applicationId: string | null,
): Promise<void> {
  await markGone(client, scope)
  if (applicationId) await markAccountsGone(client, scope, applicationId)
  await noteAbsent(client, scope)
  await noteOutOfScope(client, scope)
}

const confirmed = `o.run_id = $2 and o.kind = 'gone'`

async function markGone(client: ClientBase, { sourceId, runId }: PlanScope): Promise<void> {
  await client.query(
    `insert into source_before (run_id, vendor_id, record)
     select $2, r.vendor_id, to_jsonb(r) from outcome o join source_record r on r.source_id = $1 and r.vendor_id = o.vendor_id
      where ${confirmed}`,
    [sourceId, runId],
  )
  await client.query(
    `update source_record r set gone_at = now(), absent_since = null
       from outcome o where ${confirmed} and r.source_id = $1 and r.vendor_id = o.vendor_id`,
    [sourceId, runId],
  )
}

async function markAccountsGone(client: ClientBase, scope: PlanScope, applicationId: string): Promise<void> {
  await client.query(
    `with changed as (
       update saas_user u set gone_at = now(), updated_at = now(),
              active = case when o.account ? 'active' then (o.account->'active'->>1)::boolean else u.active end
         from outcome o
        where ${confirmed} and o.account is not null and u.application_id = $1 and u.vendor_id = o.vendor_id
       returning u.id, o.account
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_user', changed.id, 'updated', c.key, c.value->0, c.value->1, $2, $3
       from changed, jsonb_each(changed.account) c`,
    [applicationId, scope.runId, scope.actor],
  )
}

// What a run learned of its list; one that read none learned nothing. "not in" is hashed, however wrong the planner's guess is.
const isListed = (column: string) => `${column} is not null and r.source_id = $1
  and exists (select from run where id = $2 and kind = 'load')
  and r.vendor_id not in (select vendor_id from absence where run_id = $2)`

/** Missing for the first time: since now. Listed again: neither missing nor gone. */
async function noteAbsent(client: ClientBase, { sourceId, runId }: PlanScope): Promise<void> {
  const ours = [sourceId, runId]
  await client.query(
    `update source_record r set absent_since = muster_now() from absence a
      where a.run_id = $2 and not a.confirmed and r.source_id = $1 and r.vendor_id = a.vendor_id
        and r.gone_at is null and r.absent_since is null`,
    ours,
  )
  await client.query(
    `update source_record r set absent_since = null where ${isListed('r.absent_since')}`,
    ours,
  )
  await client.query(
    `update source_record r set gone_at = null
      where r.gone_at is not null and r.source_id = $1
        and r.vendor_id in (
          select s.vendor_id from staged s left join outcome o on o.run_id = s.run_id and o.number = s.number
           where s.run_id = $2 and o.kind is distinct from 'held')`,
    ours,
  )
}

/** A record that the conditions leave out was loaded once, or it would be nothing of ours. */
async function noteOutOfScope(client: ClientBase, { sourceId, runId }: PlanScope): Promise<void> {
  await client.query(
    `update source_record r set out_of_scope_at = now() from outcome o
      where o.run_id = $2 and o.reason = 'conditions' and r.source_id = $1 and r.vendor_id = o.vendor_id
        and r.out_of_scope_at is null`,
    [sourceId, runId],
  )
  // Of a record that cannot be read nobody knows.
  await client.query(
    `update source_record r set out_of_scope_at = null
      where ${isListed('r.out_of_scope_at')} and r.gone_at is null
        and r.vendor_id not in (select vendor_id from outcome where run_id = $2 and reason in ('conditions', 'record', 'mapping'))`,
    [sourceId, runId],
  )
}
