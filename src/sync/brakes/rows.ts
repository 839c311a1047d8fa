import { objects } from '../../directory/object.ts'
import { isPrivileged } from '../../directory/privileged-people.ts'
import type { PlanScope } from '../../directory/scope.ts'
import { literal, recordLabel } from '../../directory/sql.ts'

// What brakes count, as SQL over a plan that was just made: rows of (what, label).

/** The plan's outcomes but for those that do nothing, each with its staged row and what its source said before. */
const outcomes = ({ runId, sourceId }: PlanScope): string => `
  outcome o
  left join staged s on s.run_id = o.run_id and s.number = o.number
  left join source_record r on r.source_id = ${literal(sourceId)} and r.vendor_id = o.vendor_id and r.gone_at is null
 where o.run_id = ${literal(runId)} and o.kind <> 'held'`

const label = 'coalesce(o.label, o.vendor_id)'

/** Whoever the vendor no longer lists, calls inactive or removed, or says has left. */
export const deactivated = (scope: PlanScope): string => `
  select null as what, ${label} as label from ${outcomes(scope)}
     and (o.kind in ('gone', 'archived') or s.standing > r.standing
          or (o.account->'active'->0 = 'true' and o.account->'active'->1 = 'false')
          or (o.kind = 'updated' and o.changes->'employment_status'->>1 = 'left'))`

/** Those, and whoever is missing from the list though nothing follows from it yet: so many at once are no leavers. */
export const deactivatedOrMissing = (scope: PlanScope): string => `
  ${deactivated(scope)}
   union all
  select null, ${recordLabel('r')}
    from absence a join source_record r on r.source_id = ${literal(scope.sourceId)} and r.vendor_id = a.vendor_id
   where a.run_id = ${literal(scope.runId)} and not a.confirmed and r.gone_at is null`

/** New people, and known ones who come under a vendor id that was never seen. */
export const created = (scope: PlanScope): string => `
  select null as what, ${label} as label from ${outcomes(scope)}
     and (o.kind = 'created' or o.account->'created' = 'true' or (o.kind = 'updated' and r.vendor_id is null))
   union all
  select null, coalesce(s.label, s.vendor_id) from staged s
   where s.run_id = ${literal(scope.runId)}
     and not exists (select from outcome o where o.run_id = s.run_id and o.number = s.number)`

const keysOf = ({ object, syncKeys }: PlanScope): readonly string[] => [
  ...new Set([...objects[object].keys, ...syncKeys.map(({ key }) => key)]),
]

/** Those whose username, e-mail, serial number or other sync key becomes another. */
export function rekeyed(scope: PlanScope): string {
  const isRekeyed = keysOf(scope).map((key) => `coalesce(o.changes->${literal(key)}->0, 'null') <> 'null'`)
  return `select null as what, ${label} as label from ${outcomes(scope)} and o.kind = 'updated' and (${isRekeyed.join(' or ')})`
}

/** Known people who get another value, field by field, but for those of `rekeyed`; what was empty before is only filled. */
export const revalued = (scope: PlanScope): string => `
  select coalesce(f.label, c.key) as what, e.label
    from (select coalesce(o.changes, '{}') || case when o.account ? 'role' then jsonb_build_object(${literal(accountRole)}, o.account->'role') else '{}' end as changes, ${label} as label
            from ${outcomes(scope)} and o.kind = 'updated') e
   cross join jsonb_each(e.changes) c left join field f on f.object = ${literal(scope.object)} and f.key = c.key
   where c.value->0 <> 'null' and c.value->1 <> 'null' and c.key not in (${keysOf(scope).map(literal).join(', ')})`

const accountRole = 'Role of the SaaS user'

/** Values of people that become empty, field by field. */
export const emptied = (scope: PlanScope): string => `
  select coalesce(f.label, c.key) as what, e.label
    from (select o.changes, ${label} as label from ${outcomes(scope)} and o.kind = 'updated') e
   cross join jsonb_each(e.changes) c left join field f on f.object = ${literal(scope.object)} and f.key = c.key
   where c.value->1 = 'null' and c.value->0 <> 'null'`

/** Devices with how much less software is on them than was (`lost`): a newer version takes the place of the one before. */
export const stripped = (scope: PlanScope): string => `
  select null as what, ${label} as label, lost
    from (select (o.software->>'removed')::integer - coalesce((o.software->>'installed')::integer, 0) as lost, o.label, o.vendor_id
            from ${outcomes(scope)} and o.software ? 'removed') o
   where lost > 0`

/** Everybody whom an edit by hand changes. */
export const changed = ({ runId }: PlanScope): string => `
  select null as what, ${label} as label from outcome o
   where o.run_id = ${literal(runId)} and o.kind in ('updated', 'archived', 'restored')`

/** Records that cannot be taken, but for those that failed in the same way when the integration last applied a list. */
export const failed = ({ runId, sourceId }: PlanScope): string => `
  select null as what, ${label} as label from outcome o
   where o.run_id = ${literal(runId)} and o.kind = 'failed'
     and not exists (
       select from outcome known
        where known.kind = 'failed' and known.vendor_id = o.vendor_id and known.label = o.label and known.problems is not distinct from o.problems
          and known.run_id = (
            select id from run where integration_id = ${literal(sourceId)} and id <> ${literal(runId)} and kind = 'load' and applied_revision is not null
             order by applied_revision desc limit 1))`

/** What would change people who may write, whatever becomes of it now: who of them is gone has no outcome where nobody looks. */
export const privileged = ({ runId, sourceId, object, attended }: PlanScope): string => `
  select null as what, ${label} as label
    from outcome o
   where ${object === 'person'} and o.run_id = ${literal(runId)} and o.kind in ('updated', 'held', 'gone', 'archived') and ${isPrivileged('o.object_id')}
   union all
  select null, ${recordLabel('r')} from absence a join source_record r on r.source_id = ${literal(sourceId)} and r.vendor_id = a.vendor_id
   where ${object === 'person'} and a.run_id = ${literal(runId)} and a.confirmed and r.gone_at is null and not ${attended} and ${isPrivileged('r.object_id')}`

/** Who comes under a new id in place of somebody gone, whatever becomes of it now. */
export const reused = ({ runId }: PlanScope): string => `
  select null as what, ${label} as label from outcome o where o.run_id = ${literal(runId)} and o.reason = 'address_reused'`

/** Everybody active whom the integration knows. */
export const active = ({ sourceId }: PlanScope): string => `
  select null as what, ${recordLabel('r')} as label from source_record r where source_id = ${literal(sourceId)} and gone_at is null and standing = 0`

/** How many this integration deactivated in the last 24 hours without anybody releasing it. */
export const deactivatedInDay = ({ sourceId, runId }: PlanScope): string => `
  select coalesce(sum(deactivations), 0) from run
   where integration_id = ${literal(sourceId)} and id <> ${literal(runId)} and released_at is null
     and state in ('succeeded', 'succeeded_with_failures') and finished_at > muster_now() - interval '24 hours'`
