import type { ClientBase, Pool } from 'pg'
import { AppError, faults } from '../lib/errors.ts'
import type { RunLease } from './staging.ts'

/** Every state of a run and where it may go from there. A run whose process is gone waits in the queue again. */
const moves = {
  // With its plan already made, a queued run goes straight to applying.
  queued: ['leased', 'applying', 'cancelled'],
  leased: ['reading', 'queued', 'failed', 'cancelled'],
  reading: ['planned', 'empty', 'queued', 'failed', 'cancelled'],
  planned: ['applying', 'previewed', 'held', 'queued', 'failed', 'cancelled'],
  // Two ways of waiting for a person: a plan that was asked for, and one that a brake stopped.
  previewed: ['queued', 'rejected', 'superseded', 'expired'],
  held: ['queued', 'rejected', 'superseded', 'expired'],
  applying: ['succeeded', 'succeeded_with_failures', 'previewed', 'held', 'queued', 'failed', 'cancelled'],
  rejected: [],
  superseded: [],
  expired: [],
  succeeded: [],
  succeeded_with_failures: [],
  empty: [],
  failed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type RunState = keyof typeof moves

/** States in which a run is being worked on; an integration has one such run at most. */
export const activeStates = ['queued', 'leased', 'reading', 'planned', 'applying'] as const

type Queryable = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

// Columns that say when a state was reached.
const stamps: Partial<Record<RunState, string>> = {
  reading: 'started_at',
  planned: 'planned_at',
  previewed: 'finished_at',
  held: 'finished_at',
  rejected: 'finished_at',
  superseded: 'finished_at',
  expired: 'finished_at',
  succeeded: 'finished_at',
  succeeded_with_failures: 'finished_at',
  empty: 'finished_at',
  failed: 'finished_at',
  cancelled: 'finished_at',
}

/**
 * Moves a run to its next state, with what is known by then. The move must hit exactly the run that
 * the lease is for, in a state that leads there; otherwise somebody else has it: `run.state`. A run
 * that was asked to stop goes nowhere but to its end: `run.cancelled`.
 */
export async function moveRun(
  db: Queryable,
  lease: RunLease,
  to: RunState,
  known: RunFacts = {},
): Promise<void> {
  const stamp = stamps[to] ? `, ${stamps[to]} = now()` : ''
  const { rowCount } = await db.query(
    `update run set state = $3${assignments(known, 6)}${stamp}
      where id = $1 and fence = $2 and state = any($4) and (not cancel_asked or $5)`,
    [lease.runId, lease.fence, to, statesBefore(to), isEndOfCancelled(to), ...Object.values(known)],
  )
  if (rowCount === 1) return
  if (await isCancelAsked(db, lease)) throw new AppError('run.cancelled')
  throw new AppError('run.state', `The run is not in a state that can become "${to}"`)
}

const isEndOfCancelled = (state: RunState): boolean => state === 'cancelled' || state === 'failed'

async function isCancelAsked(db: Queryable, { runId, fence }: RunLease): Promise<boolean> {
  const { rowCount } = await db.query('select from run where id = $1 and fence = $2 and cancel_asked', [
    runId,
    fence,
  ])
  return rowCount === 1
}

/** Columns of `run` and their values; the names are ours. */
export type RunFacts = Readonly<Record<string, unknown>>

const assignments = (known: RunFacts, from: number): string =>
  Object.keys(known)
    .map((column, at) => `, ${column} = $${at + from}`)
    .join('')

function statesBefore(to: RunState): string[] {
  return Object.entries(moves)
    .filter(([, next]: [string, readonly string[]]) => next.includes(to))
    .map(([state]) => state)
}

// How long a run may go without a sign of life before it counts as interrupted.
export const leaseSeconds = 60

/** Takes a run for this process. The fence rises with every taking, so that an earlier holder's writes are refused. */
export async function takeRun(db: Queryable, runId: string): Promise<RunLease> {
  const { rows } = await db.query<{ fence: number }>(
    `update run set state = 'leased', fence = fence + 1, lease_until = now() + make_interval(secs => $2)
      where id = $1 and state = 'queued' and digest is null returning fence`,
    [runId, leaseSeconds],
  )
  const [taken] = rows
  if (!taken) throw new AppError('run.state', 'The run is not waiting to be taken')
  return { runId, fence: taken.fence }
}

/** Takes a run whose plan was looked at and released, to apply it. */
export async function takePlan(db: Queryable, runId: string): Promise<RunLease> {
  const { rows } = await db.query<{ fence: number }>(
    `update run set state = 'applying', fence = fence + 1, lease_until = now() + make_interval(secs => $2),
            fault = null, finished_at = null
      where id = $1 and state = 'queued' and digest is not null returning fence`,
    [runId, leaseSeconds],
  )
  const [taken] = rows
  if (!taken) throw new AppError('run.state', 'The run does not wait to be applied')
  return { runId, fence: taken.fence }
}

/** Says that the run is still being worked on. */
export async function renewLease(db: Queryable, { runId, fence }: RunLease): Promise<void> {
  await db.query(
    `update run set lease_until = now() + make_interval(secs => $3) where id = $1 and fence = $2`,
    [runId, fence, leaseSeconds],
  )
}

/** Ends runs whose process is gone: nothing of theirs was applied, because an apply is one transaction. */
export async function endInterrupted(db: Queryable): Promise<number> {
  const { rowCount } = await db.query(
    `update run set state = 'failed', finished_at = now(), fence = fence + 1,
            fault = jsonb_build_object('code', 'run.interrupted', 'message', $1::text)
      where state in ('leased', 'reading', 'planned', 'applying') and lease_until < now()`,
    [faults['run.interrupted'].text],
  )
  return rowCount ?? 0
}
