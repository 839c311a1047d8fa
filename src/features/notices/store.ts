import { type InferResult, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import { type Columns, column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import { activeStates } from '../../sync/states.ts'
import { isStranded } from '../schedules/rules.ts'

/** What a notice can be about. A notice's reason is its topic, and what sets it apart from others of that topic. */
export type Topic = 'held' | 'failing' | 'waiting' | 'paused' | 'unscheduled' | 'expiring'

type Pool = Pick<Connections, 'pool'>

const notices = ({ kysely }: Connections) =>
  kysely
    .selectFrom('notice')
    .leftJoin('integration', 'integration.id', 'notice.integration_id')
    .selectAll('notice')
    .select(['integration.name as integration_name', 'integration.contacts'])

export type NoticeRow = InferResult<ReturnType<typeof notices>>[number]

/** Notices, open ones first, then the newest. */
export function noticeList(db: Connections, onlyOpen: boolean): List<NoticeRow> {
  const all = notices(db).select(sql<boolean>`notice.closed_at is null`.as('open'))
  const parts = [onlyOpen ? all.where('notice.closed_at', 'is', null) : all]
  return { parts, columns, order: '-open,-id', ties: ['id'] }
}

const columns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'ntc' }),
  open: column('open', 'boolean', 'Open', { filled: true }),
  integrationId: column('integration_id', 'id', 'Integration', { prefix: 'int' }),
  integrationName: column('integration_name', 'text', 'Integration name'),
  runId: column('run_id', 'id', 'Run', { prefix: 'run' }),
  reason: column('reason', 'text', 'Reason', { filled: true }),
  message: column('message', 'text', 'Message', { filled: true }),
  madeAt: column('made_at', 'datetime', 'Made at', { filled: true }),
  mailedAt: column('mailed_at', 'datetime', 'Mailed at'),
  closedAt: column('closed_at', 'datetime', 'Closed at'),
  seenAt: column('seen_at', 'datetime', 'Seen at'),
}

export const findNotice = (db: Connections, id: string): Promise<NoticeRow | undefined> =>
  notices(db).where('notice.id', '=', id).executeTakeFirst()

export async function markSeen({ pool }: Pool, id: string): Promise<void> {
  await pool.query('update notice set seen_at = coalesce(seen_at, now()) where id = $1', [id])
}

export interface NewNotice {
  readonly integrationId: string
  readonly runId: string | null
  readonly reason: string
  readonly message: string
}

/** Opens a notice, or lets the open one of this reason speak of what is now; whoever was told is not told again. */
export async function openNotice({ pool }: Pool, notice: NewNotice): Promise<void> {
  await pool.query(
    `insert into notice (integration_id, run_id, reason, message) values ($1, $2, $3, $4)
     on conflict (integration_id, reason) where closed_at is null
     do update set run_id = excluded.run_id, message = excluded.message`,
    [notice.integrationId, notice.runId, notice.reason, notice.message],
  )
}

/** Closes the open notices of these topics, but for the one whose reason still is. */
export async function closeNotices(
  { pool }: Pool,
  {
    integrationId,
    topics,
    but,
  }: { integrationId: string; topics: readonly Topic[]; but: string | undefined },
): Promise<void> {
  await pool.query(
    `update notice set closed_at = now()
      where integration_id = $1 and closed_at is null and split_part(reason, ':', 1) = any($2)
        and reason is distinct from $3`,
    [integrationId, topics, but],
  )
}

/** Of each integration the run that ended last, where nobody was told of it yet. */
export async function findUntold({ pool }: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct on (integration_id) id from run where told_at is null and finished_at is not null
      order by integration_id, finished_at desc`,
  )
  return rows.map(({ id }) => id)
}

/** Says that who has to know how a run ended was told, and with it all that ended before. Not when the run goes on. */
export async function markTold(
  { pool }: Pool,
  {
    id,
    integration_id,
    state,
  }: { readonly id: string; readonly integration_id: string; readonly state: string },
): Promise<void> {
  await pool.query(
    `update run set told_at = now() where integration_id = $1 and told_at is null
        and finished_at <= (select finished_at from run where id = $2 and state = $3)`,
    [integration_id, id, state],
  )
}

/**
 * Closes what is over without a run having said so: a plan that was released, rejected or has expired, an
 * integration that goes on or was deleted. A plan that a run under way supersedes is left to that run, so that
 * nobody is told again when it is held for the same reason.
 */
export async function closeSettled({ pool }: Pool): Promise<void> {
  await pool.query(
    `update notice n set closed_at = now()
      where closed_at is null and (
        n.integration_id is not null and not exists (select from integration i where i.id = n.integration_id)
        or reason = 'paused' and not exists (
          select from integration i where i.id = n.integration_id and i.state = 'paused')
        or reason = 'unscheduled' and not exists (
          select from integration i where i.id = n.integration_id and ${isStranded('i')})
        or split_part(reason, ':', 1) in ('held', 'waiting') and not exists (
          select from run r where r.id = n.run_id and r.state in ('held', 'previewed'))
        and not exists (
          select from run r where r.integration_id = n.integration_id and (r.state = any($1) or r.told_at is null) and r.id <> n.run_id))`,
    [activeStates],
  )
}

/** Opens a notice for each integration that was paused and not by a person's own hand. */
export async function openPaused({ pool }: Pool): Promise<void> {
  await pool.query(
    `insert into notice (integration_id, reason, message)
     select id, 'paused', '"' || name || '" is paused. ' || paused_because
       from integration where state = 'paused' and paused_because is not null
     on conflict (integration_id, reason) where closed_at is null do nothing`,
  )
}

/** Opens a notice for each integration whose schedule comes to no due time. */
export async function openUnscheduled({ pool }: Pool): Promise<void> {
  await pool.query(
    `insert into notice (integration_id, reason, message)
     select id, 'unscheduled', '"' || name || '" does not run by itself: this PostgreSQL knows no time zone "'
            || coalesce(schedule ->> 'zone', '') || '". Choose another for its schedule.'
       from integration where ${isStranded('integration')}
     on conflict (integration_id, reason) where closed_at is null do nothing`,
  )
}

/**
 * Tells of credentials that work for 30 days or less, and again at 7, once each for a last day; closes what is over: another
 * day, another credential. What day it is is told in the zone of the workspace.
 */
export async function tendExpiring({ pool }: Pool, zone: string): Promise<void> {
  await pool.query(
    `with ends as (
       select i.id as integration_id, 'expiring:' || case when c.expires_on - today <= 7 then 7 else 30 end || ',' || c.expires_on as reason,
              '"' || i.name || '" can load until ' || c.expires_on || ': then its credential "' || c.name
                || '" ends. Get another token from the vendor and enter it there.' as message
         from integration i join credential c on c.id = i.credential_id,
              lateral (select (muster_now() at time zone $1)::date as today) as day
        where i.state <> 'draft' and c.expires_on <= today + 30),
     over as (
       update notice n set closed_at = now()
        where closed_at is null and split_part(reason, ':', 1) = 'expiring' and not exists (
          select from ends where ends.integration_id = n.integration_id and ends.reason = n.reason))
     insert into notice (integration_id, reason, message) select integration_id, reason, message from ends
     on conflict (integration_id, reason) where closed_at is null do nothing`,
    [zone],
  )
}
