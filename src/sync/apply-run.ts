import type { Pool, PoolClient } from 'pg'
import { failpoint } from '#failpoint'
import { inTransaction } from '../db/transaction.ts'
import { applyPlan } from '../directory/apply.ts'
import { lockDirectory } from '../directory/lock.ts'
import { makePlan } from '../directory/plan.ts'
import { beginWriting, isLost, lostRun, type RunLease } from './lease.ts'
import { readLedger } from './ledger.ts'
import { planScope, type Recipe } from './recipe.ts'
import { moveRun, type RunFacts } from './states.ts'
import type { Stopwatch } from './stopwatch.ts'

export interface Applying {
  readonly pool: Pool
  readonly lease: RunLease
  readonly recipe: Recipe
  readonly watch: Stopwatch
  /** Whether a person saw this plan: then exactly it is applied, or nothing. */
  readonly seen: boolean
  readonly onApplied?: ((client: PoolClient) => Promise<void>) | undefined
}

/**
 * Applies the plan of a run in one transaction under the directory's lock. When the directory moved
 * since the plan was made, the plan is made again: one that a person saw must come out the same, or the
 * run waits with its new plan for another look (`run.stale`).
 */
export async function applyRun(applying: Applying): Promise<void> {
  const { pool, lease, recipe, watch } = applying
  await inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    await failpoint('apply.before-lock')
    await lockDirectory(client)
    await failpoint('apply.locked')
    const plan = (await hasMoved(client, lease)) ? await replan(client, applying) : asMade
    if (!plan.mayApply)
      return moveRun(client, lease, 'previewed', { ...plan.known, fault: JSON.stringify(stale) })
    await watch.during('apply', () =>
      applyPlan(client, planScope(recipe, lease.runId), (applied) => showProgress(pool, lease, applied)),
    )
    await failpoint('apply.before-finish')
    await finish(client, applying, plan.known)
    await failpoint('apply.before-commit')
  })
  await failpoint('apply.committed')
}

/** Whether a plan may be applied, and what became known of it when it was made again. */
interface Replanned {
  readonly mayApply: boolean
  // Written down only when the run moves on: until then a second connection shows the progress in the same row.
  readonly known: RunFacts
}

const asMade: Replanned = { mayApply: true, known: {} }

async function hasMoved(client: PoolClient, { runId }: RunLease): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from run, directory_state d where id = $1 and directory_revision is distinct from d.revision',
    [runId],
  )
  return rowCount === 1
}

/** Makes the plan again, as the directory is now. */
async function replan(client: PoolClient, { lease, recipe, seen }: Applying): Promise<Replanned> {
  const { rows } = await client.query<{ digest: string }>('select digest from run where id = $1', [
    lease.runId,
  ])
  const mark = await makePlan(client, planScope(recipe, lease.runId))
  const ledger = await readLedger(client, lease.runId)
  const known = { ...ledger, digest: mark.digest, directory_revision: mark.directoryRevision }
  return { mayApply: !seen || mark.digest === rows[0]?.digest, known }
}

const stale = {
  code: 'run.stale',
  message:
    'The directory changed since this plan was made, and the plan with it. Look at the new plan, then apply it.',
}

async function showProgress(pool: Pool, lease: RunLease, applied: number): Promise<void> {
  if (await isLost(pool, lease)) throw lostRun()
  await pool.query('update run set applied = $3 where id = $1 and fence = $2', [
    lease.runId,
    lease.fence,
    applied,
  ])
}

/** The fence is checked here, inside the transaction: a run that was taken over meanwhile is undone whole. */
async function finish(
  client: PoolClient,
  { lease, watch, onApplied }: Applying,
  known: RunFacts,
): Promise<void> {
  await onApplied?.(client)
  const { rowCount } = await client.query(
    `select from outcome where run_id = $1 and kind = 'failed' limit 1`,
    [lease.runId],
  )
  await moveRun(client, lease, rowCount === 1 ? 'succeeded_with_failures' : 'succeeded', known)
  await client.query('update run set timings = timings || $2 where id = $1', [lease.runId, watch.timings()])
}
