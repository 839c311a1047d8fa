import type { ClientBase, Pool } from 'pg'
import { failpoint } from '#failpoint'
import type { Line } from '../connect/call.ts'
import { fullDisk } from '../db/full-disk.ts'
import { isLostConnection } from '../db/lost-connection.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Clock } from '../lib/clock.ts'
import { AppError } from '../lib/errors.ts'
import { findAbsences } from './absences.ts'
import { applyRun } from './apply-run.ts'
import { type JudgedPlan, makeJudgedPlan } from './judged-plan.ts'
import { beginWriting, handBack, type RunLease } from './lease.ts'
import { checkStaging } from './ledger.ts'
import { readList } from './read-list.ts'
import type { Planning, Recipe } from './recipe.ts'
import { moveRun } from './states.ts'
import { stopwatch } from './stopwatch.ts'
import { verdictOn } from './verdict.ts'
import { watchRun } from './watch.ts'

/** A run that was taken. */
export interface Execution {
  readonly pool: Pool
  readonly lease: RunLease
  /** Aborts, with a fault as its reason, when the program stops: what is not being applied by then ends with it. */
  readonly stopping?: AbortSignal | undefined
  readonly clock: Clock
  /** Looks up what the run does; may fail like any other step. */
  prepare(): Promise<Ingredients>
}

/** What a run is made of. */
export interface Ingredients {
  readonly planning: Planning
  /** What its list is read by; null: it reads none. */
  readonly recipe: Recipe | null
  /** A load asks the vendor, a replay reads what is stored; the others come from the directory itself. */
  readonly kind: 'load' | 'replay' | 'undo' | 'edit' | 'reorder' | 'merge' | 'split'
  openLine(): Promise<Line>
  /** Part of the apply: done when it is, and undone with it. */
  onApplied(client: ClientBase): Promise<void>
  /** The last that is done in the apply. */
  onFinished(client: ClientBase): Promise<void>
}

/**
 * Takes a leased run through its states: read the whole list, plan, and apply unless a person is to look first.
 * Never throws: whatever goes wrong ends the run, and nothing of an unfinished run is ever in the directory.
 * Answers an error that is nobody's expected fault, for the log.
 */
export const execute = (execution: Execution): Promise<unknown> =>
  guarded(execution, async (signal) => {
    const { pool, lease, clock, prepare } = execution
    const { planning, recipe, kind, openLine, ...on } = await prepare()
    const line = kind === 'load' ? await openLine() : null
    const watch = stopwatch()
    await failpoint('run.prepared')
    await moveRun(pool, lease, 'reading')
    await failpoint('run.reading')
    const reading = { pool, lease, watch, clock, signal }
    if (recipe) await readList({ ...reading, recipe, line })
    // Nobody is absent from what is stored.
    if (recipe && line) await findAbsences({ ...reading, recipe, line: { ...line, signal } })
    signal.throwIfAborted()
    await failpoint('list.complete')
    const plan = await watch.during('plan', () => planRun(pool, lease, { planning, kind }))
    await failpoint('plan.kept')
    if (isEmpty(plan, kind)) return
    signal.throwIfAborted()
    const verdict = verdictOn(planning, plan)
    await moveRun(pool, lease, verdict.to, { ...verdict.known, timings: watch.timings() })
    if (verdict.to === 'applying') await applyRun({ pool, lease, planning, watch, ...on })
  })

/** Applies a plan that was released, or goes on with one that was made already. Like `execute`, it never throws. */
export const executeApply = (execution: Execution): Promise<unknown> =>
  guarded(execution, async () => {
    const { pool, lease, prepare } = execution
    const { planning, onApplied, onFinished } = await prepare()
    await applyRun({ pool, lease, planning, watch: stopwatch(), onApplied, onFinished })
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

/** Whether the vendor listed nobody, where that is no news; a plan of what changes nobody shows just that. */
const isEmpty = ({ ledger, brakes }: JudgedPlan, kind: Ingredients['kind']): boolean =>
  ledger.read === 0 && brakes.length === 0 && kind !== 'replay' && kind !== 'reorder'

const manyRows = 1000

/** Makes the plan, has it judged, and moves the run on, in one transaction. */
async function planRun(
  pool: Pool,
  lease: RunLease,
  { planning, kind }: Pick<Ingredients, 'planning' | 'kind'>,
): Promise<JudgedPlan> {
  const rows = await checkStaging(pool, lease.runId)
  return inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    // A coarse look will do, and tells ten times sooner.
    await client.query('set local default_statistics_target = 10')
    // The planner would take a freshly filled table for an empty one.
    if (rows >= manyRows) await client.query('analyze staged (run_id, number, vendor_id)')
    const plan = await makeJudgedPlan(client, planning, lease.runId)
    await moveRun(client, lease, isEmpty(plan, kind) ? 'empty' : 'planned', {
      ...plan.known,
      with_accounts: planning.scope.application !== null,
      fingerprint: planning.fingerprint,
    })
    await failpoint('plan.before-commit')
    return plan
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
