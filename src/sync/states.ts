import type { ClientBase, Pool } from 'pg'
import { AppError } from '../lib/errors.ts'
import type { RunLease } from './lease.ts'

/** Every state of a run and where it may go from there. A run whose process is gone waits in the queue again. */
const moves = {
  // With its plan already made, a queued run goes straight to applying.
  queued: ['leased', 'applying', 'superseded', 'cancelled'],
  leased: ['reading', 'queued', 'superseded', 'failed', 'cancelled'],
  reading: ['planned', 'empty', 'queued', 'superseded', 'failed', 'cancelled'],
  planned: ['applying', 'previewed', 'held', 'queued', 'superseded', 'failed', 'cancelled'],
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

const sayings: Readonly<Record<string, string>> = {
  succeeded: 'has succeeded',
  succeeded_with_failures: 'has succeeded',
  empty: 'ended with an empty list',
  failed: 'has failed',
  cancelled: 'was cancelled',
  rejected: 'was rejected',
  superseded: 'was superseded',
  expired: 'has expired',
  leased: 'has started',
  previewed: 'waits to be looked at',
}

/** How a run stands, as the beginning of a sentence. */
export const standing = (state: string): string => `This run ${sayings[state] ?? `is ${state}`}`

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
 * the lease is for, in a state that leads there; otherwise it was cancelled or somebody else has it: `run.state`.
 */
export async function moveRun(
  db: Queryable,
  lease: RunLease,
  to: RunState,
  known: RunFacts = {},
): Promise<void> {
  const stamp = stamps[to] ? `, ${stamps[to]} = now()` : ''
  const { rowCount } = await db.query(
    `update run set state = $3${assignments(known, 5)}${stamp}
      where id = $1 and fence = $2 and state = any($4)`,
    [lease.runId, lease.fence, to, statesBefore(to), ...Object.values(known)],
  )
  if (rowCount !== 1)
    throw new AppError('run.state', `The run is not ours, or not in a state that can become "${to}"`)
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
