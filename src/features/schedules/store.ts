import type { ClientBase, Pool } from 'pg'
import { isStranded, usualSchedule } from './rules.ts'
import type { Schedule, Timing } from './schema.ts'

type Queryable = Pick<ClientBase, 'query'> | Pick<Pool, 'query'>

/** The name of a time zone as PostgreSQL writes it; undefined when it knows none of this name. */
export async function findZone(db: Queryable, zone: string): Promise<string | undefined> {
  const { rows } = await db.query<{ name: string }>(
    'select name from pg_timezone_names where lower(name) = lower($1) limit 1',
    [zone],
  )
  return rows[0]?.name
}

/** Keeps a schedule. It is no part of the configuration, so plans that wait stay as they are. */
export async function keepSchedule(db: Queryable, integrationId: string, schedule: Schedule): Promise<void> {
  await db.query(
    `update integration
        set schedule = $2, updated_at = now(),
            next_due_at = case when state = 'active' then next_due($2, muster_now()) end
      where id = $1`,
    [integrationId, JSON.stringify(schedule)],
  )
}

/**
 * A launched integration gets the usual schedule, unless another was chosen, and its first due time. Does nothing
 * when it has them.
 */
export async function startSchedule(db: Queryable, integrationId: string, zone: string): Promise<void> {
  const { rowCount } = await db.query(
    `select from integration
      where id = $1 and state = 'active' and next_due_at is null and schedule ->> 'every' is distinct from 'off'`,
    [integrationId],
  )
  if (rowCount === 0) return
  const usual = usualSchedule(integrationId, (await findZone(db, zone)) ?? 'UTC')
  await db.query(
    `update integration
        set schedule = coalesce(schedule, $2), next_due_at = next_due(coalesce(schedule, $2), muster_now())
      where id = $1 and state = 'active' and next_due_at is null`,
    [integrationId, JSON.stringify(usual)],
  )
}

/** Pauses an active integration, with the reason if there is one to say. False when it is not active. */
export async function pauseIntegration(
  db: Queryable,
  integrationId: string,
  because: string | null,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update integration set state = 'paused', paused_because = $2, next_due_at = null, updated_at = now()
      where id = $1 and state = 'active'`,
    [integrationId, because],
  )
  return rowCount === 1
}

/** Lets a paused integration run again, from its next due time on. False when it is not paused. */
export async function resumeIntegration(db: Queryable, integrationId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update integration
        set state = 'active', paused_because = null, failures = 0, failing_since = null,
            next_due_at = next_due(schedule, muster_now()), updated_at = now()
      where id = $1 and state = 'paused'`,
    [integrationId],
  )
  return rowCount === 1
}

const shownDueTimes = 5

/** The timing of integrations by their ids. */
export async function readTimings(db: Queryable, ids: readonly string[]): Promise<Map<string, Timing>> {
  const { rows } = await db.query<Timing & { id: string }>(
    `select i.id, last_due.due_at as last_due_at, last_due.run_id as last_due_run,
            last_load.id as last_run_id, last_load.finished_at as last_run_at, applied.taken,
            array(select due_from(i.schedule, i.next_due_at, $2)) as next_due,
            case when last_run.state = 'held' then 'held'
                 when ${isStranded('i')} then 'failing'
                 when last_run.state = 'failed' or i.failures > 0 then 'failing'
                 when last_run.state = 'succeeded_with_failures' then 'warning'
                 else 'ok' end as health
       from integration i
       left join lateral (select due_at, run_id from due where integration_id = i.id and run_id is not null
                           order by due_at desc limit 1) last_due on true
       left join lateral (select state from run where integration_id = i.id and finished_at is not null
                              and state not in ('cancelled', 'superseded')
                           order by id desc limit 1) last_run on true
       left join lateral (select id, finished_at from run where integration_id = i.id and kind = 'load'
                              and finished_at is not null and state not in ('cancelled', 'superseded')
                           order by id desc limit 1) last_load on true
       left join lateral (select created + updated + unchanged as taken from run where integration_id = i.id
                              and kind = 'load' and state in ('succeeded', 'succeeded_with_failures')
                           order by id desc limit 1) applied on true
      where i.id = any($1)`,
    [ids, shownDueTimes],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
