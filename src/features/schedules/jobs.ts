import type { Pool, PoolClient } from 'pg'
import { failpoint } from '#failpoint'
import { inTransaction } from '../../db/transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { publicId } from '../../lib/ids.ts'
import { activeStates } from '../../sync/states.ts'
import { noteAct } from '../activity/actions.ts'
import { queueRun } from '../runs/store.ts'
import { isStranded } from './rules.ts'

/** A due time that got its run. */
export interface DueTime {
  readonly at: Date
  readonly runId: string
}

// One whose run is under way is seen to when that is over.
const isFree = `state = 'active' and not exists (
  select from run where integration_id = integration.id and state in (${activeStates.map((state) => `'${state}'`).join(', ')}))`

/** Integrations that are due now, the longest due first. */
export async function readDue(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from integration where ${isFree} and next_due_at <= muster_now() order by next_due_at limit 100`,
  )
  return rows.map(({ id }) => id)
}

/** In how many milliseconds the next integration is due; undefined when none is to come. */
export async function untilDue(pool: Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ wait: number | null }>(
    `select extract(epoch from min(next_due_at) - muster_now())::float8 * 1000 as wait
       from integration where ${isFree}`,
  )
  return rows[0]?.wait ?? undefined
}

/**
 * Queues the run of an integration that is due. However many of its due times passed meanwhile, the last of them
 * gets one run. Any number of processes may do this at once: the integration's row is locked, and a due time is a
 * row that only one of them can make. Undefined when another one was faster, or another run is under way: then it
 * stays due.
 */
export const queueDue = (ctx: Scheduling, integrationId: string): Promise<DueTime | undefined> =>
  inTransaction(ctx.db.pool, async (client) => {
    const { rows } = await client.query<Found>(
      // As text: a Date has no microseconds, and the row is found by its time.
      `select name, revision, moment::text as due_at,
              exists (select from due where integration_id = integration.id and due_at = moment) as is_noted
         from integration, greatest(next_due_at, last_due(schedule, muster_now())) as moment
        where id = $1 and ${isFree} and next_due_at <= muster_now()
          for update of integration skip locked`,
      [integrationId],
    )
    const [due] = rows
    if (!due) return undefined
    await failpoint('schedule.locked')
    const runId = due.is_noted ? null : await note(client, { integrationId, ...due })
    if (runId === undefined) return undefined
    await client.query(
      'update integration set next_due_at = next_due(schedule, muster_now()) where id = $1',
      [integrationId],
    )
    if (runId !== null) await noteQueued(client, ctx, { id: runId, name: due.name })
    await failpoint('schedule.before-commit')
    return runId === null ? undefined : { at: new Date(due.due_at), runId }
  })

interface Found {
  readonly name: string
  readonly revision: number
  readonly due_at: string
  readonly is_noted: boolean
}

type Scheduling = Pick<Ctx, 'db' | 'vault' | 'actor' | 'visit'>

/** Adds to the acts that a schedule had an integration run. */
const noteQueued = (client: PoolClient, ctx: Scheduling, { id, name }: { id: string; name: string }) =>
  noteAct(
    client,
    { ...ctx, actor: { ...ctx.actor, name: 'schedule' } },
    { act: 'run.asked', thing: { id: publicId('run', id), name } },
  )

interface Due {
  readonly integrationId: string
  readonly revision: number
  readonly due_at: string
}

/** Undefined when a run was asked for at this very moment. */
async function note(
  client: PoolClient,
  { integrationId, revision, due_at }: Due,
): Promise<string | undefined> {
  const run = { integrationId, revision, mode: 'apply', actor: 'schedule', dueAt: due_at } as const
  const runId = await queueRun(client, run)
  if (runId === undefined) return undefined
  await client.query('insert into due (integration_id, due_at, run_id) values ($1, $2, $3)', [
    integrationId,
    due_at,
    runId,
  ])
  await failpoint('schedule.noted')
  return runId
}

const waits = `case when i.failures = 0 then interval '1 hour' when i.failures = 1 then interval '6 hours'
                    else interval '24 hours' end`
const longestFailing = '28 days'

/**
 * Notes at each integration how its scheduled runs ended. One that failed puts the next off: by an hour, then by six,
 * then by a day, to the first due time after that. After 28 days the integration is paused. Whatever worked ends this.
 */
export async function settleDue(pool: Pool): Promise<void> {
  await noteEnds(pool)
  await forgetFailures(pool)
  await findZonesAgain(pool)
}

async function noteEnds(pool: Pool): Promise<void> {
  await pool.query(
    `with ended as (
       update due set settled = true from run
        where not settled and run.id = due.run_id and run.finished_at is not null
       returning due.integration_id, due.due_at, run.state, run.fault ->> 'message' as fault),
     latest as (
       select distinct on (integration_id) *, state = 'failed' as failed from ended
        where state not in ('cancelled', 'superseded') order by integration_id, due_at desc),
     judged as (
       select i.id, latest.*, failed and i.state = 'active'
                and coalesce(i.failing_since, muster_now()) <= muster_now() - $1::interval as is_over
         from latest join integration i on i.id = latest.integration_id)
     update integration i
        set failures = case when failed then i.failures + 1 else 0 end,
            failing_since = case when failed then coalesce(i.failing_since, muster_now()) end,
            next_due_at = case when is_over then null
              when failed and i.schedule ->> 'every' = 'hours' and i.next_due_at is not null
              then greatest(i.next_due_at, next_due(i.schedule, judged.due_at + ${waits} - interval '1 microsecond'))
              else i.next_due_at end,
            state = case when is_over then 'paused' else i.state end,
            paused_because = case when is_over then
              'Its runs have failed for 28 days. Resume it when the reason is gone: ' || coalesce(fault, 'see the last run')
              else i.paused_because end
       from judged where judged.id = i.id`,
    [longestFailing],
  )
}

/** What a run by hand has mended since needs no patience any more. */
async function forgetFailures(pool: Pool): Promise<void> {
  await pool.query(
    `update integration i
        set failures = 0, failing_since = null,
            next_due_at = case when state = 'active' then next_due(schedule, muster_now()) end
      where failures > 0 and exists (
        select from run where integration_id = i.id and state in ('succeeded', 'succeeded_with_failures')
           and id > (select run_id from due where integration_id = i.id and run_id is not null
                      order by due_at desc limit 1))`,
  )
}

/** Where PostgreSQL knows the zone of a schedule again, it goes on. */
async function findZonesAgain(pool: Pool): Promise<void> {
  await pool.query(
    `update integration set next_due_at = next_due(schedule, muster_now())
      where ${isStranded('integration')} and next_due(schedule, muster_now()) is not null`,
  )
}
