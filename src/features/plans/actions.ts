import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { standing } from '../../sync/states.ts'
import { proposalOf } from '../integrations/rules.ts'
import { findIntegration } from '../integrations/store.ts'
import { closeSettled } from '../notices/store.ts'
import { replayAgain } from '../proposals/store.ts'
import { getRun } from '../runs/actions.ts'
import { anotherPlan, checkMerger, editedSince, isByHand, isOfNone } from '../runs/rules.ts'
import type { RunRow } from '../runs/store.ts'
import { rejectPlan, releasePlan, type Waiting } from './store.ts'

/** A person's word on a run: it is about the plan of this digest, and no other. */
export interface Word {
  readonly id: string
  readonly digest: string
}

/** A word against a plan, with the reason of whoever says it. */
export interface Rejection extends Word {
  readonly reason?: string | undefined
}

/**
 * Releases a plan that was looked at: exactly it will be applied, or nothing. Brakes are released only by who may approve.
 * Throws `run.stale` when the plan is another than the digest says.
 */
export async function applyPlanOf(ctx: Ctx, word: Word): Promise<RunRow> {
  const run = await getSeen(ctx, word)
  return release(ctx, run, ['previewed'])
}

/**
 * Releases exactly the plan with this digest, whether a brake holds it or somebody asked to look at it.
 * Throws `run.stale` when the run's plan is another by now.
 */
export const releaseRun = async (ctx: Ctx, word: Word): Promise<RunRow> =>
  release(ctx, await getSeen(ctx, word), ['previewed', 'held'])

/** The run that somebody's word is about. Throws `run.stale` when its plan is another by now. */
export async function getSeen(ctx: Ctx, { id, digest }: Word): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (run.digest !== null && run.digest !== digest) throw anotherPlan()
  return run
}

/** Who decides on what is done by hand. */
export const writers = {
  person: 'people:write',
  device: 'devices:write',
  saas_application: 'saas-applications:write',
} as const

async function release(ctx: Ctx, run: RunRow, from: readonly Waiting[]): Promise<RunRow> {
  await checkReleaser(ctx, run)
  if (await replayAgain(ctx.db, run.id).catch(anotherRuns)) return getRun(ctx, publicId('run', run.id))
  return releaseSeen(ctx, run, from)
}

/**
 * Refuses whoever may not have the plan of a run applied, beside what its route needs, and plans that only show what would
 * be. Throws `not.allowed`, `run.state`, and `run.stale` where the integration is another by now.
 */
export async function checkReleaser(ctx: Ctx, run: RunRow): Promise<void> {
  if (run.brakes.length > 0) wantRight(ctx.actor, 'runs:approve', 'This plan trips brakes: applying it')
  if (isByHand(run))
    wantRight(ctx.actor, writers[run.object], 'Applying what is done by hand, or taking it back,')
  if (run.merge) checkMerger(ctx.actor, run.merge.withAccount)
  if (run.orders) wantRight(ctx.actor, 'fields:write', 'Applying another order of sources')
  if (run.orders && run.tries) throw onlyTried()
  if (!isOfNone(run)) await checkMeant(ctx, run)
}

/** Releases the plan of a run that somebody has seen, whatever brakes it trips. Throws `run.state` when it does not wait any more. */
export async function releaseSeen(
  ctx: Ctx,
  run: RunRow,
  from: readonly Waiting[] = ['previewed'],
): Promise<RunRow> {
  const plan = { id: run.id, digest: run.digest ?? '', actor: ctx.actor.name, from }
  if (!(await releasePlan(ctx.db, plan).catch(anotherRuns))) throw new AppError('run.state', notApplied(run))
  return getRun(ctx, publicId('run', run.id))
}

/** Whether the integration of a run is still the one that its plan was made for. */
async function checkMeant(ctx: Ctx, run: RunRow): Promise<void> {
  const integration = await findIntegration(ctx.db, run.integration_id)
  if (integration?.revision !== run.revision) throw editedSince()
  if (run.tries && proposalOf(integration)?.runId !== run.id) throw onlyTried()
}

const onlyTried = () =>
  new AppError(
    'run.state',
    'This plan shows what configuration files would do; muster apply FOLDER has them take effect',
  )

const notApplied = ({ id, state }: RunRow): string =>
  state === 'held'
    ? `A brake holds this plan; to apply exactly it, release it: muster run release ${publicId('run', id)}`
    : `${standing(state)}; only a plan that waits can be applied`

/** Throws away exactly the plan of this digest. Throws `run.stale` when the run's plan is another by now. */
export async function rejectRun(ctx: Ctx, word: Rejection): Promise<RunRow> {
  const rejected = await rejectSeen(ctx, await getSeen(ctx, word), word.reason)
  await closeSettled(ctx.db)
  return rejected
}

/** Throws away the plan of a run that somebody has seen. Throws `run.state` when it does not wait any more. */
export async function rejectSeen(
  ctx: Ctx,
  { id, digest, state }: RunRow,
  reason: string | undefined,
): Promise<RunRow> {
  const plan = { id, digest: digest ?? '', actor: ctx.actor.name, reason }
  if (!(await rejectPlan(ctx.db, plan)))
    throw new AppError('run.state', `${standing(state)}; only a plan that waits can be rejected`)
  return getRun(ctx, publicId('run', id))
}

function anotherRuns(error: unknown): never {
  if (!isTaken(error, 'run_active')) throw error
  throw new AppError('run.active', 'Another run of this integration is under way; wait for it or cancel it')
}
