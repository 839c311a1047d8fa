import type { ClientBase } from 'pg'
import { endSoftware } from './apply-software.ts'
import { notTaken } from './gone.ts'
import { type Mark, markRecords } from './mark-records.ts'
import type { PlanScope } from './scope.ts'
import { letOthersSpeak } from './speaker.ts'

// Gathered once and looked up: joined, a planner with old numbers compares everybody with everybody.
const isOneOf = (ids: string): string => `r.vendor_id = any(array(${ids}))`

/** Does what the plan says of those whom the list does not have, and notes who is out of scope, or back. */
export async function applyAbsences(
  client: ClientBase,
  scope: PlanScope,
  applicationId: string | null,
): Promise<void> {
  await silence(client, scope, {
    // Once it is listed again, it is looked at, though it be the same as before: its software has ended meanwhile.
    set: 'gone_at = now(), absent_since = null, raw_hash = null',
    which: `r.gone_at is null and ${isOneOf(`select vendor_id from outcome where run_id = $2 and kind = 'gone'`)}`,
  })
  if (scope.object === 'device') await endSoftware(client, scope, ofGone)
  if (applicationId) await markAccounts(client, scope, applicationId)
  await noteAbsent(client, scope)
  await noteReturned(client, scope)
  await noteOutOfScope(client, scope)
}

/** SQL: whether an installation (`i`) is of a device that the source no longer has under any id. */
const ofGone = `i.device_id = any(array(select object_id from outcome where run_id = $2 and kind = 'gone'))
  and not exists (select from source_record r where r.source_id = i.source_id and r.object_id = i.device_id and r.gone_at is null)`

/** Marks records that from now on tell of what was. */
async function silence(client: ClientBase, scope: PlanScope, mark: Mark): Promise<void> {
  await letOthersSpeak(client, { ...scope, which: mark.which })
  await markRecords(client, scope, mark)
}

/** Accounts of those who are gone, or are listed again though nothing else of them was taken. */
async function markAccounts(client: ClientBase, scope: PlanScope, applicationId: string): Promise<void> {
  await client.query(
    `with told as materialized (
       select o.vendor_id, o.account from outcome o
        where o.run_id = $2 and (o.kind = 'gone' or ${notTaken}) and o.account is not null
     ), changed as (
       update saas_user u
          set gone_at = case when not told.account ? 'gone' then u.gone_at when (told.account->'gone'->>1)::boolean then now() end,
              updated_at = now(),
              active = case when told.account ? 'active' then (told.account->'active'->>1)::boolean else u.active end
         from told
        where u.application_id = $1 and u.vendor_id = told.vendor_id
       returning u.id, told.account
     )
     insert into change (object, object_id, kind, field, before, after, run_id, actor)
     select 'saas_user', changed.id, 'updated', c.key, c.value->0, c.value->1, $2, $3
       from changed, jsonb_each(changed.account) c`,
    [applicationId, scope.runId, scope.actor],
  )
}

// What a run learned of its list; one that read none learned nothing. "not in" is hashed, however wrong the planner's guess is.
const isListed = `exists (select from run where id = $2 and kind = 'load')
  and r.vendor_id not in (select vendor_id from absence where run_id = $2)`

/** Missing for the first time: since now. Listed again: no more. */
async function noteAbsent(client: ClientBase, scope: PlanScope): Promise<void> {
  await markRecords(client, scope, {
    set: 'absent_since = muster_now()',
    which: `r.gone_at is null and r.absent_since is null
      and ${isOneOf('select vendor_id from absence where run_id = $2 and not confirmed')}`,
  })
  await markRecords(client, scope, {
    set: 'absent_since = null',
    which: `r.absent_since is not null and ${isListed}`,
  })
}

const staged = `
  select s.vendor_id from staged s left join outcome o on o.run_id = s.run_id and o.number = s.number
   where s.run_id = $2 and o.kind is distinct from 'held'`

/** Whoever is listed is there, even where nothing else can be taken from the record. */
function noteReturned(client: ClientBase, scope: PlanScope): Promise<void> {
  return markRecords(client, scope, {
    set: 'gone_at = null',
    which: `r.gone_at is not null and (${isOneOf(staged)}
      or ${isOneOf(`select o.vendor_id from outcome o where o.run_id = $2 and ${notTaken}`)})`,
  })
}

/** A record that the conditions leave out was loaded once, or it would be nothing of ours. */
async function noteOutOfScope(client: ClientBase, scope: PlanScope): Promise<void> {
  await silence(client, scope, {
    // Once it fits again, it is looked at, though it be the same as before: its account may have changed meanwhile.
    set: 'out_of_scope_at = now(), raw_hash = null',
    which: `r.out_of_scope_at is null
      and ${isOneOf(`select vendor_id from outcome where run_id = $2 and reason = 'conditions'`)}`,
  })
  // A replay knows it of those whose words it read. Of a record that cannot be read nobody does.
  await markRecords(client, scope, {
    set: 'out_of_scope_at = null',
    which: `r.out_of_scope_at is not null and r.gone_at is null
      and (${isListed} or ${isOneOf('select unnest(seen) from run_page where run_id = $2')})
      and r.vendor_id not in (
        select o.vendor_id from outcome o where o.run_id = $2 and (${notTaken} or o.reason = 'not_stored'))`,
  })
}
