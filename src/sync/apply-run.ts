import type { ClientBase, Pool, PoolClient } from 'pg'
import { failpoint } from '#failpoint'
import { inTransaction } from '../db/transaction.ts'
import { applyPlan } from '../directory/apply.ts'
import { lockDirectory } from '../directory/lock.ts'
import { AppError } from '../lib/errors.ts'
import { makeJudgedPlan } from './judged-plan.ts'
import { beginWriting, isLost, lostRun, type RunLease } from './lease.ts'
import type { Planning } from './recipe.ts'
import { moveRun, type RunFacts } from './states.ts'
import type { Stopwatch } from './stopwatch.ts'
import { type Judged, type Verdict, verdictOn, verdictOnStale } from './verdict.ts'

export interface Applying {
  readonly pool: Pool
  readonly lease: RunLease
  readonly planning: Planning
  readonly watch: Stopwatch
  /** Part of the apply: done when it is, and undone with it. */
  onApplied(client: ClientBase): Promise<void>
  /** The last that is done in it. */
  onFinished(client: ClientBase): Promise<void>
}

/**
 * Applies the plan of a run in one transaction under the directory's lock. When the directory moved
 * since the plan was made, the plan is made again: one that a person released must come out the same, or
 * the run waits with its new plan for another look (`run.stale`); any other is judged by the brakes anew.
 */
export async function applyRun(applying: Applying): Promise<void> {
  const { pool, lease, planning, watch } = applying
  await inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    await failpoint('apply.before-lock')
    await lockDirectory(client)
    await failpoint('apply.locked')
    const { verdict, known } = await lookAgain(client, applying)
    if (verdict.to !== 'applying')
      return moveRun(client, lease, verdict.to, { ...known, ...verdict.known, ...unreleased })
    await watch.during('apply', () =>
      applyPlan(client, { ...planning.scope, runId: lease.runId }, (applied) =>
        showProgress(pool, lease, applied),
      ),
    )
    await failpoint('apply.before-finish')
    await finish(client, applying, known)
    await failpoint('apply.before-commit')
  })
  await failpoint('apply.committed')
}

const unreleased: RunFacts = { released_by: null, released_at: null }

/** Whether a plan is still to be applied, and what became known of it when it was made again. */
interface SecondLook {
  readonly verdict: Verdict
  // Written down only when the run moves on: until then a second connection shows the progress in the same row.
  readonly known: RunFacts
}

async function lookAgain(client: PoolClient, { lease, planning }: Applying): Promise<SecondLook> {
  const made = await readPlanned(client, lease)
  const plan = made.moved ? await makeJudgedPlan(client, planning, lease.runId) : { ...made, known: {} }
  return { verdict: verdictAgain(planning, made, plan), known: plan.known }
}

function verdictAgain(planning: Planning, made: Planned, plan: Judged & Pick<Planned, 'digest'>): Verdict {
  if (!made.released) return verdictOn(planning, plan)
  return plan.digest === made.digest ? { to: 'applying' } : verdictOnStale(planning, plan)
}

interface Planned extends Judged {
  readonly digest: string
  readonly released: boolean
  /** Whether the directory moved since. */
  readonly moved: boolean
}

async function readPlanned(client: PoolClient, { runId }: RunLease): Promise<Planned> {
  const { rows } = await client.query<Planned>(
    `select digest, brakes, gone, jsonb_build_object('read', read, 'unchanged', unchanged) as ledger, released_at is not null as released,
            -- Who signs in with which account is no part of the directory's revision.
            directory_revision is distinct from d.revision or run.merge is not null as moved
       from run, directory_state d where id = $1`,
    [runId],
  )
  const [planned] = rows
  if (!planned) throw new AppError('not.found', 'The run is gone')
  return planned
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
  { lease, watch, onApplied, onFinished }: Applying,
  known: RunFacts,
): Promise<void> {
  await onApplied(client)
  const { rowCount } = await client.query(
    `select from outcome where run_id = $1 and kind = 'failed' limit 1`,
    [lease.runId],
  )
  await moveRun(client, lease, rowCount === 1 ? 'succeeded_with_failures' : 'succeeded', known)
  await client.query('update run set timings = timings || $2 where id = $1', [lease.runId, watch.timings()])
  await onFinished(client)
}
