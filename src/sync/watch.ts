import type { Pool } from 'pg'
import { failpoint } from '#failpoint'
import { AppError } from '../lib/errors.ts'
import type { RunLease } from './staging.ts'
import { leaseSeconds, renewLease } from './states.ts'

/** The watch over a run that is being worked on. */
export interface Watch {
  /** Aborts when the run is cancelled or was taken over, or the program stops. */
  readonly signal: AbortSignal
  stop(): void
}

const lookEvery = 1000

/** Keeps a run's lease alive and listens for its cancelling, apart from the work itself. */
export function watchRun(pool: Pool, lease: RunLease, stopping?: AbortSignal): Watch {
  const abort = new AbortController()
  let looks = 0
  const look = async () => {
    if (await isLost(pool, lease)) abort.abort(new AppError('run.cancelled'))
    else if (++looks % Math.floor(leaseSeconds / 4) === 0) await renewLease(pool, lease)
  }
  // A look that fails is followed by another; the run's own queries tell of a database that is gone.
  const timer = setInterval(() => void look().catch(() => undefined), lookEvery)
  const signal = stopping ? AbortSignal.any([abort.signal, stopping]) : abort.signal
  return { signal, stop: () => clearInterval(timer) }
}

/** Whether a run is no longer ours to work on. */
export async function isLost(pool: Pool, { runId, fence }: RunLease): Promise<boolean> {
  await failpoint('run.watched')
  const { rowCount } = await pool.query('select from run where id = $1 and fence = $2 and not cancel_asked', [
    runId,
    fence,
  ])
  return rowCount !== 1
}
