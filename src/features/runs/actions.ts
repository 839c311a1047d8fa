import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import type { Events } from '../../kit/streamed-route.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { activeStates } from '../../sync/states.ts'
import { getIntegration, surroundings } from '../integrations/actions.ts'
import { missing, proposalOf } from '../integrations/rules.ts'
import { findIntegration } from '../integrations/store.ts'
import { closeSettled } from '../notices/store.ts'
import { findSeen, sight } from '../people/actions.ts'
import { replayAgain } from '../proposals/store.ts'
import { anotherPlan, checkMerger, editedSince, isByHand, isOfNone, presentRunTo } from './rules.ts'
import type { RunAnswer } from './schema.ts'
import {
  cancelActive,
  findActiveRun,
  findRun,
  queueRun,
  type RunRow,
  rejectPlan,
  releasePlan,
  type Waiting,
} from './store.ts'

/** The run of a public id. Throws `not.found`. */
export async function getRun(ctx: Ctx, id: string): Promise<RunRow> {
  const row = await findRun(ctx.db, bareId('run', id))
  if (!row) throw new AppError('not.found', `There is no run ${id}`)
  return row
}

/** The runs that somebody wants, by bare ids. Throws `not.found`, also for a person whom they do not see. */
export async function whichRuns(
  ctx: Ctx,
  {
    integrationId,
    personId,
  }: { readonly integrationId?: string | undefined; readonly personId?: string | undefined },
) {
  if (personId !== undefined) wantRight(ctx.actor, 'people:read')
  return {
    integrationId: integrationId === undefined ? undefined : bareId('int', integrationId),
    personId: personId === undefined ? undefined : (await findSeen(ctx, personId, await sight(ctx))).id,
  }
}

/** How often a run that is followed is looked at (ms). */
const glance = 500
const active: ReadonlySet<string> = new Set(activeStates)

/** Tells a run as its asker may know it, whenever something of it changed, until it rests. */
export async function* followRun(ctx: Ctx, begun: RunRow): Events<z.input<typeof RunAnswer>> {
  const present = presentRunTo(ctx.actor)
  let said = ''
  for (let row: RunRow | undefined = begun; row; row = await findRun(ctx.db, row.id)) {
    const run = present(row)
    const text = JSON.stringify(run)
    yield text === said ? undefined : run
    said = text
    if (!active.has(row.state)) return
    await ctx.clock.sleep(glance)
  }
}

/**
 * Queues a run. Throws `integration.draft` naming what is missing, or that a first run is looked at
 * before it is applied; `run.active` while another run of the integration is under way.
 */
export async function startRun(
  ctx: Ctx,
  { id, mode }: { readonly id: string; readonly mode: 'plan' | 'apply' },
): Promise<RunRow> {
  const integration = await getIntegration(ctx, id)
  const problems = missing(integration, (await surroundings(ctx, integration)).fields)
  if (problems.length > 0) {
    const names = problems.map((problem) => problem.message).join(' ')
    throw new AppError('integration.draft', `"${integration.name}" cannot run yet. ${names}`, { problems })
  }
  if (integration.state === 'draft' && mode === 'apply')
    throw new AppError(
      'integration.draft',
      'The first run is looked at before it is applied: run it as a plan, then apply the plan',
    )
  const runId = await queueRun(ctx.db.pool, {
    integrationId: integration.id,
    revision: integration.revision,
    mode,
    actor: ctx.actor.name,
  })
  if (!runId) throw underWay(integration.name, await findActiveRun(ctx.db, integration.id))
  return getRun(ctx, publicId('run', runId))
}

const underWay = (name: string, runId: string | undefined): AppError =>
  new AppError(
    'run.active',
    `A run of "${name}" is under way${runId === undefined ? '' : ` (${publicId('run', runId)})`}; wait for it or cancel it`,
  )

/** A person's word on a run: it is about the plan of this digest, and no other. */
interface Word {
  readonly id: string
  readonly digest: string
}

/**
 * Releases a plan that was looked at: exactly it will be applied, or nothing. Brakes are released only by who may approve.
 * Throws `run.stale` when the plan is another than the digest says.
 */
export async function applyPlanOf(ctx: Ctx, word: Word): Promise<RunRow> {
  const run = await getSeen(ctx, word)
  if (run.brakes.length > 0) wantRight(ctx.actor, 'runs:approve', 'This plan trips brakes: applying it')
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

async function release(ctx: Ctx, run: RunRow, from: readonly Waiting[]): Promise<RunRow> {
  const right = run.object === 'device' ? 'devices:write' : 'people:write'
  if (isByHand(run)) wantRight(ctx.actor, right, 'Applying what is done by hand, or taking it back,')
  if (run.merge) checkMerger(ctx.actor, run.merge.withAccount)
  if (run.orders) wantRight(ctx.actor, 'fields:write', 'Applying another order of sources')
  if (run.orders && run.tries) throw onlyTried()
  if (!isOfNone(run)) await checkMeant(ctx, run)
  if (await replayAgain(ctx.db, run.id).catch(anotherRuns)) return getRun(ctx, publicId('run', run.id))
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

/** Why a plan cannot be applied. */
export const notApplied = ({ id, state }: RunRow): string =>
  state === 'held'
    ? `A brake holds this plan; to apply exactly it, release it: muster run release ${publicId('run', id)}`
    : `This run is ${state}; only a plan that waits can be applied`

/** Throws away exactly the plan of this digest. Throws `run.stale` when the run's plan is another by now. */
export async function rejectRun(ctx: Ctx, word: Word): Promise<RunRow> {
  const run = await getSeen(ctx, word)
  if (!(await rejectPlan(ctx.db, { id: run.id, digest: word.digest })))
    throw new AppError('run.state', `This run is ${run.state}; only a plan that waits can be rejected`)
  await closeSettled(ctx.db)
  return getRun(ctx, word.id)
}

function anotherRuns(error: unknown): never {
  if (!isTaken(error, 'run_active')) throw error
  throw new AppError('run.active', 'Another run of this integration is under way; wait for it or cancel it')
}

/** Ends a run at once, even one whose process is gone. What it would have changed is not changed. */
export async function cancelRun(ctx: Ctx, id: string): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (!(await cancelActive(ctx.db, run.id))) throw new AppError('run.state', `This run is over: ${run.state}`)
  return getRun(ctx, id)
}
