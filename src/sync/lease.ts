import type { ClientBase, Pool } from 'pg'
import { failpoint } from '#failpoint'
import { AppError, faults } from '../lib/errors.ts'

/** Which run, and the proof that it is still ours. */
export interface RunLease {
  readonly runId: string
  readonly fence: number
}

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** How long a run may go without a sign of life before others take it up; the database's clock judges. */
const leaseSeconds = 20
/** How often a run gives a sign of life. */
export const renewSeconds = 5
// A run that was interrupted so often without coming any further would only be interrupted again.
const mostVainAttempts = 5

/** States in which somebody has a run. */
const heldStates = ['leased', 'reading', 'planned', 'applying'] as const

/** Takes a run for this process. The fence rises with every taking, so that an earlier holder's writes are refused. */
export const takeRun = (db: Queryable, runId: string): Promise<RunLease> =>
  take(db, runId, `state = 'leased' where digest is null`)

/** Takes a run whose plan was looked at and released, to apply it. */
export const takePlan = (db: Queryable, runId: string): Promise<RunLease> =>
  take(db, runId, `state = 'applying', fault = null, finished_at = null where digest is not null`)

async function take(db: Queryable, runId: string, how: string): Promise<RunLease> {
  const { rows } = await db.query<{ fence: number }>(
    `update run set fence = fence + 1, attempts = attempts + 1, vain_attempts = vain_attempts + 1, told_at = null, lease_until = now() + make_interval(secs => $2), ${how}
        and id = $1 and state = 'queued' returning fence`,
    [runId, leaseSeconds],
  )
  const [taken] = rows
  if (!taken) throw new AppError('run.state', 'The run is not waiting to be taken')
  return { runId, fence: taken.fence }
}

/** Says that the run is still being worked on. */
export async function renewLease(db: Queryable, { runId, fence }: RunLease): Promise<void> {
  await db.query(
    `update run set lease_until = now() + make_interval(secs => $3) where id = $1 and fence = $2`,
    [runId, fence, leaseSeconds],
  )
}

/** Says that a run came further than before: interruptions that it outgrows do not end it. */
export async function cameFurther(db: Queryable, { runId, fence }: RunLease): Promise<void> {
  await db.query('update run set vain_attempts = 0 where id = $1 and fence = $2', [runId, fence])
}

/** Whether a run is no longer ours to work on: it was cancelled, or somebody else took it up. */
export async function isLost(db: Queryable, { runId, fence }: RunLease): Promise<boolean> {
  await failpoint('run.watched')
  const { rowCount } = await db.query('select from run where id = $1 and fence = $2', [runId, fence])
  return rowCount !== 1
}

/**
 * Puts runs whose process is gone back into the queue, to go on where they were: those whose lease ran
 * out, or all of them where it is known that nobody else lives. Nothing of theirs was applied, because an
 * apply is one transaction, together with its end.
 */
export async function requeueInterrupted(db: Pool, whose: 'lapsed' | 'all' = 'lapsed'): Promise<number> {
  if (whose === 'lapsed') await endStrayWriters(db)
  return putBack(db, whose === 'all' ? 'true' : 'lease_until < now()')
}

/** Puts a run of ours back into the queue. When the program ended it in order, the attempt does not count. */
export async function handBack(
  db: Queryable,
  { runId, fence }: RunLease,
  { counts }: { readonly counts: boolean },
): Promise<boolean> {
  return (
    (await putBack(db, 'id = $4 and fence = $5', { uncounted: counts ? 0 : 1, values: [runId, fence] })) === 1
  )
}

interface PutBack {
  readonly uncounted: number
  /** From $4 on. */
  readonly values: readonly unknown[]
}

/** A plan that a person released stays, for exactly it is to be applied; any other is made again. */
async function putBack(
  db: Queryable,
  where: string,
  { uncounted, values }: PutBack = { uncounted: 0, values: [] },
): Promise<number> {
  const isGivenUp = `vain_attempts - $2 >= ${mostVainAttempts}`
  const { rowCount } = await db.query(
    `update run set fence = fence + 1, lease_until = null, applied = 0, attempts = attempts - $2::integer,
            vain_attempts = greatest(vain_attempts - $2, 0),
            digest = case when released_at is not null then digest end,
            state = case when ${isGivenUp} then 'failed' else 'queued' end,
            finished_at = case when ${isGivenUp} then now() end,
            fault = case when ${isGivenUp} then jsonb_build_object('code', 'run.interrupted', 'message', $3::text) end
      where state = any($1) and ${where}`,
    [heldStates, uncounted, faults['run.interrupted'].text, ...values],
  )
  return rowCount ?? 0
}

const writerMark = 'muster run '

/** The name of the connection on which the holder of a lease writes. */
export const writerName = ({ runId, fence }: RunLease): string => `${writerMark}${runId} ${fence}`

/**
 * To be the first of every transaction that writes for a run: names the connection, and refuses
 * (`run.state`) who no longer has the run. The transaction ends with `moveRun`, which refuses again.
 */
export async function beginWriting(client: ClientBase, lease: RunLease): Promise<void> {
  const { rowCount } = await client.query(
    `select set_config('application_name', $3, true) from run where id = $1 and fence = $2`,
    [lease.runId, lease.fence, writerName(lease)],
  )
  if (rowCount !== 1) throw lostRun()
}

/** Why a write was refused: the run is no longer ours. */
export const lostRun = (): AppError =>
  new AppError('run.state', 'The run was cancelled, or somebody else took it up')

const writers = `pg_stat_activity where datname = current_database() and starts_with(application_name, '${writerMark}')`

/** Ends the connection on which the holder of a lease writes, if it does: nothing of its transaction remains. */
export async function endWriter(db: Pool, lease: RunLease): Promise<void> {
  await db.query(`select pg_terminate_backend(pid) from ${writers} and application_name = $1`, [
    writerName(lease),
  ])
}

/**
 * Ends connections on which an earlier holder of a run still writes: a program that hangs would keep
 * locks that whoever goes on with the run waits for.
 */
async function endStrayWriters(db: Pool): Promise<void> {
  const { rows } = await db.query<{ pid: number }>(`select pid from ${writers}`)
  if (rows.length === 0) return
  // Asked after the writers were seen, so that a run that was just taken is known.
  await db.query(
    `select pg_terminate_backend(pid) from ${writers} and pid = any($1) and application_name not in
       (select '${writerMark}' || id || ' ' || fence from run where state = any($2) and lease_until >= now())`,
    [rows.map(({ pid }) => pid), heldStates],
  )
}
