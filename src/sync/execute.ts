import type { Pool } from 'pg'
import type { Line } from '../connect/call.ts'
import { inTransaction } from '../db/transaction.ts'
import { makePlan, type PlanMark } from '../directory/plan.ts'
import { AppError } from '../lib/errors.ts'
import { applyRun } from './apply-run.ts'
import { checkStaging, type Ledger, readLedger } from './ledger.ts'
import { readList } from './read-list.ts'
import { planScope, type Recipe } from './recipe.ts'
import type { RunLease } from './staging.ts'
import { moveRun } from './states.ts'
import { type Stopwatch, stopwatch } from './stopwatch.ts'
import { watchRun } from './watch.ts'

/** A run that was taken, and all it needs. */
export interface Execution {
  readonly pool: Pool
  readonly lease: RunLease
  readonly mode: 'plan' | 'apply'
  readonly recipe: Recipe
  readonly line: Omit<Line, 'signal'>
}

/**
 * Takes a leased run through its states: read the whole list, plan, and apply unless it is a preview.
 * Never throws: whatever goes wrong ends the run, and nothing of an unfinished run is ever in the directory.
 * Answers an error that is nobody's expected fault, for the log.
 */
export async function execute(execution: Execution): Promise<unknown> {
  const { pool, lease } = execution
  const watch = watchRun(pool, lease)
  try {
    await steps(execution, watch.signal)
    return undefined
  } catch (error) {
    await endRun(pool, lease, watch.signal.aborted ? watch.signal.reason : error)
    return error instanceof AppError ? undefined : error
  } finally {
    watch.stop()
  }
}

async function steps({ pool, lease, mode, recipe, line }: Execution, signal: AbortSignal): Promise<void> {
  const watch = stopwatch()
  await moveRun(pool, lease, 'reading')
  await readList({ pool, lease, recipe, watch, line: { ...line, signal } })
  signal.throwIfAborted()
  const { ledger, mark } = await watch.during('plan', () => planRun(pool, lease, recipe))
  const known = {
    ...ledger,
    digest: mark.digest,
    directory_revision: mark.directoryRevision,
    timings: watch.timings(),
  }
  await moveRun(pool, lease, ledger.read === 0 ? 'empty' : 'planned', known)
  if (ledger.read === 0) return
  if (mode === 'plan') await moveRun(pool, lease, 'previewed')
  else await applyPlanned({ pool, lease, recipe, watch })
}

async function planRun(
  pool: Pool,
  lease: RunLease,
  recipe: Recipe,
): Promise<{ ledger: Ledger; mark: PlanMark }> {
  await pool.query('analyze staged')
  return inTransaction(pool, async (client) => {
    await checkStaging(client, lease.runId)
    const mark = await makePlan(client, planScope(recipe, lease.runId))
    return { ledger: await readLedger(client, lease.runId), mark }
  })
}

interface Planned {
  readonly pool: Pool
  readonly lease: RunLease
  readonly recipe: Recipe
  readonly watch: Stopwatch
}

async function applyPlanned({ pool, lease, recipe, watch }: Planned): Promise<void> {
  await moveRun(pool, lease, 'applying')
  await applyRun({ pool, lease, recipe, watch, seen: false })
}

/** Applies a plan that was looked at and pressed. Like `execute`, it never throws. */
export async function executeApply({
  pool,
  lease,
  recipe,
}: Omit<Execution, 'mode' | 'line'>): Promise<unknown> {
  const watch = watchRun(pool, lease)
  try {
    await applyRun({ pool, lease, recipe, watch: stopwatch(), seen: true })
    return undefined
  } catch (error) {
    await endRun(pool, lease, watch.signal.aborted ? watch.signal.reason : error)
    return error instanceof AppError ? undefined : error
  } finally {
    watch.stop()
  }
}

/** Ends a run with the reason. When the run is no longer ours, whoever has it says how it ends. */
async function endRun(pool: Pool, lease: RunLease, error: unknown): Promise<void> {
  const isCancelled = error instanceof AppError && error.code === 'run.cancelled'
  const fault =
    error instanceof AppError ? { code: error.code, message: error.message, detail: error.detail } : bug
  await moveRun(pool, lease, isCancelled ? 'cancelled' : 'failed', { fault: JSON.stringify(fault) }).catch(
    (failure) => {
      if (!(failure instanceof AppError)) throw failure
    },
  )
}

const bug = {
  code: 'internal',
  message:
    'Something went wrong inside Muster. Nothing was applied. The log has the details under the id of this run.',
}
