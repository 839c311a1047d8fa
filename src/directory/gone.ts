import type { ClientBase } from 'pg'
import { listedElsewhere } from './listed-elsewhere.ts'
import { accountJoin } from './outcomes.ts'
import { isPrivileged } from './privileged-people.ts'
import type { PlanScope } from './scope.ts'
import { literal, recordLabel } from './sql.ts'

/**
 * Writes the outcomes of those whom the vendor no longer has, numbered behind its list: of who is missing now, and of who
 * was gone before where the integration says otherwise by now what becomes of the account. The person is never touched,
 * and one whose role may write keeps the account, too, unless somebody looks at the plan; the account is gone only when no
 * other integration of its application still sees it. Answers how many they are.
 */
export async function writeGone(client: ClientBase, scope: PlanScope): Promise<number> {
  const { runId, sourceId, application } = scope
  await client.query(`delete from outcome where run_id = $1 and kind = 'gone'`, [runId])
  const label = application ? 'u.label' : 'null'
  const { rowCount } = await client.query(
    `with missing as (
       select vendor_id from absence where run_id = $1 and confirmed
        union
       select r.vendor_id from source_record r
        where r.source_id = $2 and r.gone_at is not null
          and not exists (select from staged s where s.run_id = $1 and s.vendor_id = r.vendor_id)
          and not exists (select from outcome o where o.run_id = $1 and o.vendor_id = r.vendor_id)
     )
     insert into outcome (run_id, number, vendor_id, label, kind, object_id, account)
     select $1, (select coalesce(sum(received), 0) from run_page where run_id = $1) - 1 + row_number() over (order by r.vendor_id collate "C"),
            r.vendor_id, coalesce(${label}, ${recordLabel('r')}),
            'gone', r.object_id, becomes.account
       from missing m join source_record r on r.source_id = $2 and r.vendor_id = m.vendor_id
       ${accountJoin(scope, 'r.vendor_id')} cross join lateral (select ${accountSql(scope)} as account) becomes
      where (r.gone_at is null or becomes.account is not null)${scope.attended ? '' : ` and not ${isPrivileged('r.object_id')}`}`,
    [runId, sourceId],
  )
  return rowCount ?? 0
}

/** SQL: whether an outcome (`o`) is of a record that is listed and ends before the plan. */
export const notTaken = `o.reason in ('conditions', 'record', 'mapping')`

/**
 * Says in the outcomes of records that end before the plan what becomes of accounts that were loaded once: who was gone is there
 * again, and whom the conditions leave out is as active as the vendor says. Nothing else is taken.
 */
export async function writeReturned(client: ClientBase, scope: PlanScope): Promise<void> {
  const { runId, sourceId, application } = scope
  if (!application) return
  await client.query(
    `update outcome o set account = null where o.run_id = $1 and ${notTaken} and o.account is not null`,
    [runId],
  )
  await client.query(
    `update outcome o set account = ${returnedSql} || ${followedSql(scope)}
       from source_record r ${accountJoin({ application }, 'r.vendor_id')}
      where o.run_id = $1 and ${notTaken} and r.source_id = $2 and r.vendor_id = o.vendor_id
        and u.id is not null and ${returnedSql} || ${followedSql(scope)} <> '{}'`,
    [runId, sourceId],
  )
}

const returnedSql = `case when r.gone_at is not null and u.gone_at is not null then '{"gone": [true, null]}' else '{}' end::jsonb`

/** People who may write keep the account as it is, too, unless somebody looks. */
const followedSql = ({ preference, attended }: PlanScope): string =>
  preference === 'create'
    ? `'{}'::jsonb`
    : `case when o.active is distinct from u.active and o.active is not null${attended ? '' : ` and not ${isPrivileged('r.object_id')}`}
            then jsonb_build_object('active', jsonb_build_array(u.active, o.active)) else '{}' end`

/** What becomes of the account; a vendor that never said whether it is active cannot say so on its return either. */
function accountSql({ application, absent, sourceId }: PlanScope): string {
  if (!application || absent === 'leave') return 'null::jsonb'
  const marked = `case when u.gone_at is null then '{"gone": [null, true]}' else '{}' end::jsonb`
  const deactivated = `case when u.active then '{"active": [true, false]}' else '{}' end::jsonb`
  const elsewhere = listedElsewhere({
    applicationId: 'app.id',
    vendorId: 'r.vendor_id',
    sourceId: literal(sourceId),
  })
  return `
    case when u.id is not null and not ${elsewhere}
         then nullif(${marked}${absent === 'deactivate' ? ` || ${deactivated}` : ''}, '{}') end`
}
