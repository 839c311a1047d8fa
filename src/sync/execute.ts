import type { Pool } from 'pg'
import { failpoint } from '#failpoint'
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
import { stopwatch } from './stopwatch.ts'
import { watchRun } from './watch.ts'

/** A run that was taken. */
export interface Execution {
  readonly pool: Pool
  readonly lease: RunLease
  readonly mode: 'plan' | 'apply'
  /** Aborts, with a fault as its reason, when the program stops: what is not being applied by then ends with it. */
  readonly stopping?: AbortSignal | undefined
  /** Looks up what the run does and opens its credential; may fail like any other step. */
  prepare(): Promise<{ readonly recipe: Recipe; readonly line: Line }>
}

/**
 * Takes a leased run through its states: read the whole list, plan, and apply unless it is a preview.
 * Never throws: whatever goes wrong ends the run, and nothing of an unfinished run is ever in the directory.
 * Answers an error that is nobody's expected fault, for the log.
 */
export const execute = (execution: Execution): Promise<unknown> =>
  guarded(execution, async (signal) => {
    const { pool, lease, mode, prepare } = execution
    const { recipe, line } = await prepare()
    const watch = stopwatch()
    await failpoint('run.prepared')
    await moveRun(pool, lease, 'reading')
    await failpoint('run.reading')
    await readList({ pool, lease, recipe, watch, line: { ...line, signal } })
    signal.throwIfAborted()
    await failpoint('list.complete')
    const { ledger, mark } = await watch.during('plan', () => planRun(pool, lease, recipe))
    const isEmpty = ledger.read === 0
    await moveRun(pool, lease, isEmpty ? 'empty' : 'planned', {
      ...ledger,
      digest: mark.digest,
      directory_revision: mark.directoryRevision,
      with_accounts: recipe.application !== null,
      timings: watch.timings(),
    })
    await failpoint('plan.kept')
    if (isEmpty) return
    signal.throwIfAborted()
    await moveRun(pool, lease, mode === 'plan' ? 'previewed' : 'applying')
    if (mode === 'apply') await applyRun({ pool, lease, recipe, watch, seen: false })
  })

/** Applies a plan that was looked at and released. Like `execute`, it never throws. */
export const executeApply = (execution: Execution): Promise<unknown> =>
  guarded(execution, async () => {
    const { pool, lease, prepare } = execution
    const { recipe } = await prepare()
    await applyRun({ pool, lease, recipe, watch: stopwatch(), seen: true })
  })

async function guarded(
  { pool, lease, stopping }: Execution,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<unknown> {
  const watch = watchRun(pool, lease, stopping)
  try {
    await work(watch.signal)
    return undefined
  } catch (error) {
    await endRun(pool, lease, watch.signal.aborted ? watch.signal.reason : error)
    return error instanceof AppError ? undefined : error
  } finally {
    watch.stop()
  }
}

const manyRows = 1000

async function planRun(
  pool: Pool,
  lease: RunLease,
  recipe: Recipe,
): Promise<{ ledger: Ledger; mark: PlanMark }> {
  const rows = await checkStaging(pool, lease.runId)
  return inTransaction(pool, async (client) => {
    // A coarse look will do, and tells ten times sooner.
    await client.query('set local default_statistics_target = 10')
    // The planner would take a freshly filled table for an empty one.
    if (rows >= manyRows) await client.query('analyze staged (run_id, number, vendor_id)')
    const mark = await makePlan(client, planScope(recipe, lease.runId))
    const ledger = await readLedger(client, lease.runId)
    await failpoint('plan.before-commit')
    return { ledger, mark }
  })
}

/** Ends a run with the reason. When the run is no longer ours, whoever has it says how it ends. */
async function endRun(pool: Pool, lease: RunLease, error: unknown): Promise<void> {
  const isCancelled = error instanceof AppError && error.code === 'run.cancelled'
  const fault = error instanceof AppError ? { code: error.code, message: error.message } : bug
  try {
    await moveRun(pool, lease, isCancelled ? 'cancelled' : 'failed', { fault: JSON.stringify(fault) })
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure
  }
}

const bug = {
  code: 'internal',
  message:
    'Something went wrong inside Muster. Nothing was applied. The log has the details under the id of this run.',
}
