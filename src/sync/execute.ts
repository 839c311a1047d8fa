import type { ClientBase, Pool } from 'pg'
import { failpoint } from '#failpoint'
import type { Line } from '../connect/call.ts'
import { fullDisk } from '../db/full-disk.ts'
import { isLostConnection } from '../db/lost-connection.ts'
import { inTransaction } from '../db/transaction.ts'
import { makePlan } from '../directory/plan.ts'
import { AppError } from '../lib/errors.ts'
import { applyRun } from './apply-run.ts'
import { beginWriting, handBack, type RunLease } from './lease.ts'
import { checkStaging, readLedger } from './ledger.ts'
import { readList } from './read-list.ts'
import { planScope, type Recipe } from './recipe.ts'
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
  /** Looks up what the run does and opens its credential (null: it asks no vendor); may fail like any other step. */
  prepare(): Promise<{ readonly recipe: Recipe; readonly line: Line | null }>
  /** Part of the apply: done when it is, and undone with it. */
  readonly onApplied?: (client: ClientBase) => Promise<void>
}

/**
 * Takes a leased run through its states: read the whole list, plan, and apply unless it is a preview.
 * Never throws: whatever goes wrong ends the run, and nothing of an unfinished run is ever in the directory.
 * Answers an error that is nobody's expected fault, for the log.
 */
export const execute = (execution: Execution): Promise<unknown> =>
  guarded(execution, async (signal) => {
    const { pool, lease, mode, prepare, onApplied } = execution
    const { recipe, line } = await prepare()
    const watch = stopwatch()
    await failpoint('run.prepared')
    await moveRun(pool, lease, 'reading')
    await failpoint('run.reading')
    if (line) await readList({ pool, lease, recipe, watch, line: { ...line, signal } })
    signal.throwIfAborted()
    await failpoint('list.complete')
    const isEmpty = await watch.during('plan', () => planRun(pool, lease, recipe))
    await failpoint('plan.kept')
    if (isEmpty) return
    signal.throwIfAborted()
    const timings = watch.timings()
    await moveRun(pool, lease, mode === 'plan' ? 'previewed' : 'applying', { timings })
    if (mode === 'apply') await applyRun({ pool, lease, recipe, watch, seen: false, onApplied })
  })

/** Applies a plan that was looked at and released. Like `execute`, it never throws. */
export const executeApply = (execution: Execution): Promise<unknown> =>
  guarded(execution, async () => {
    const { pool, lease, prepare, onApplied } = execution
    const { recipe } = await prepare()
    await applyRun({ pool, lease, recipe, watch: stopwatch(), seen: true, onApplied })
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
    const reason: unknown = watch.signal.aborted ? watch.signal.reason : error
    await endRun(pool, lease, reason)
    return reason instanceof AppError ? undefined : reason
  } finally {
    watch.stop()
  }
}

const manyRows = 1000

/** Makes the plan and moves the run on in one transaction. Answers whether the vendor listed nobody. */
async function planRun(pool: Pool, lease: RunLease, recipe: Recipe): Promise<boolean> {
  const rows = await checkStaging(pool, lease.runId)
  return inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    // A coarse look will do, and tells ten times sooner.
    await client.query('set local default_statistics_target = 10')
    // The planner would take a freshly filled table for an empty one.
    if (rows >= manyRows) await client.query('analyze staged (run_id, number, vendor_id)')
    const mark = await makePlan(client, planScope(recipe, lease.runId))
    const ledger = await readLedger(client, lease.runId)
    const isEmpty = ledger.read === 0
    await moveRun(client, lease, isEmpty ? 'empty' : 'planned', {
      ...ledger,
      digest: mark.digest,
      directory_revision: mark.directoryRevision,
      with_accounts: recipe.application !== null,
    })
    await failpoint('plan.before-commit')
    return isEmpty
  })
}

/**
 * Ends a run with the reason, or hands it back where it was only interrupted. When the run is no longer ours,
 * whoever has it says how it ends; when the database is gone, the lease does.
 */
async function endRun(pool: Pool, lease: RunLease, error: unknown): Promise<void> {
  const expected = error instanceof AppError ? error : fullDisk(error)
  const fault = expected ? { code: expected.code, message: expected.message } : bug
  try {
    if (isLostConnection(error)) await handBack(pool, lease, { counts: true })
    else if (fault.code === 'run.interrupted') await handBack(pool, lease, { counts: false })
    else await moveRun(pool, lease, 'failed', { fault: JSON.stringify(fault) })
  } catch (failure) {
    if (!(failure instanceof AppError) && !isLostConnection(failure)) throw failure
  }
}

const bug = {
  code: 'internal',
  message:
    'Something went wrong inside Muster. Nothing was applied. The log has the details under the id of this run.',
}
