import { isDeepStrictEqual } from 'node:util'
import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import type { Line } from '../../connect/call.ts'
import { readFields } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { limitsOf } from '../../sync/brakes/limits.ts'
import { execute, executeApply, type Ingredients } from '../../sync/execute.ts'
import { takePlan, takeRun } from '../../sync/lease.ts'
import { fingerprint, type Recipe } from '../../sync/recipe.ts'
import { openCredential } from '../credentials/actions.ts'
import { findCredential } from '../credentials/store.ts'
import { getIntegration } from '../integrations/actions.ts'
import {
  adjustmentsOf,
  conditionsOf,
  findLoad,
  mappingOf,
  missing,
  proposalOf,
  unseenByReplay,
} from '../integrations/rules.ts'
import {
  adoptProposal,
  findIntegration,
  type IntegrationRow,
  mappableRoles,
  markApplied,
  pauseAfterUndo,
} from '../integrations/store.ts'
import { tellOfRun } from '../notices/actions.ts'
import { startSchedule } from '../schedules/store.ts'
import {
  cancelActive,
  countNotStored,
  findActiveRun,
  findRun,
  queueRun,
  type RunRow,
  rejectPlan,
  releasePlan,
  replayAgain,
  type Waiting,
} from './store.ts'

/** The run of a public id. Throws `not.found`. */
export async function getRun(ctx: Ctx, id: string): Promise<RunRow> {
  const row = await findRun(ctx.db, bareId('run', id))
  if (!row) throw new AppError('not.found', `There is no run ${id}`)
  return row
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
  const problems = missing(integration, await readFields(ctx.db.pool))
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

/**
 * Releases a plan that was looked at: exactly it will be applied, or nothing. Brakes are released only by who may approve.
 * Throws `run.stale` when the plan is another than the digest says, or was made anew and no digest tells which one was seen.
 */
export async function applyPlanOf(
  ctx: Ctx,
  { id, digest }: { readonly id: string; readonly digest?: string | undefined },
): Promise<RunRow> {
  const run = await getRun(ctx, id)
  // The second of two presses on one plan must not release what the first one had made anew.
  const isSeen = digest === undefined ? run.fault?.code !== 'run.stale' : digest === run.digest
  if (run.digest !== null && !isSeen) throw another()
  if (run.brakes.length > 0 && !ctx.actor.rights.has('runs:approve'))
    throw new AppError('not.allowed', 'This plan trips brakes: applying it needs the right "runs:approve"')
  return release(ctx, run, ['previewed'])
}

/**
 * Releases exactly the plan with this digest, whether a brake holds it or somebody asked to look at it.
 * Throws `run.stale` when the run's plan is another by now.
 */
export async function releaseRun(
  ctx: Ctx,
  { id, digest }: { readonly id: string; readonly digest: string },
): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (run.digest !== null && run.digest !== digest) throw another()
  return release(ctx, run, ['previewed', 'held'])
}

async function release(ctx: Ctx, run: RunRow, from: readonly Waiting[]): Promise<RunRow> {
  const integration = await findIntegration(ctx.db, run.integration_id)
  if (integration?.revision !== run.revision) throw edited()
  if (await replayAgain(ctx.db, run.id).catch(anotherRuns)) return getRun(ctx, publicId('run', run.id))
  const plan = { id: run.id, digest: run.digest ?? '', actor: ctx.actor.name, from }
  if (!(await releasePlan(ctx.db, plan).catch(anotherRuns))) throw new AppError('run.state', notApplied(run))
  return getRun(ctx, publicId('run', run.id))
}

const notApplied = ({ id, state }: RunRow): string =>
  state === 'held'
    ? `A brake holds this plan; to apply exactly it, release it: muster run release ${publicId('run', id)}`
    : `This run is ${state}; only a plan that waits can be applied`

/** Throws away the plan of a run that waits. */
export async function rejectRun(ctx: Ctx, id: string): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (!(await rejectPlan(ctx.db, run.id)))
    throw new AppError('run.state', `This run is ${run.state}; only a plan that waits can be rejected`)
  return getRun(ctx, id)
}

const another = () =>
  new AppError(
    'run.stale',
    'The plan of this run is another by now; look at it, then release that one, by its digest',
  )

const edited = () =>
  new AppError('run.stale', 'The integration was changed since this run was asked for; make a new plan')

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

/**
 * Does a queued run, from the vendor to the directory; the worker's one job. It ends in the run's
 * state whatever happens; what nobody expected is logged under the run's id.
 */
export async function performRun(ctx: Ctx, runId: string, stopping?: AbortSignal): Promise<void> {
  const run = await findRun(ctx.db, runId)
  if (!run) return
  const lease = run.digest ? await takePlan(ctx.db.pool, runId) : await takeRun(ctx.db.pool, runId)
  await failpoint('run.taken')
  const prepare = () => ingredients(ctx, run)
  const { clock } = ctx
  const execution = { pool: ctx.db.pool, lease, clock, stopping, prepare }
  const error = await (run.digest ? executeApply(execution) : execute(execution))
  if (error) ctx.log.error({ run: publicId('run', runId), err: error }, 'a run failed unexpectedly')
  await failpoint('run.before-note')
  const after = await findRun(ctx.db, runId)
  if (after) await tellOfRun(ctx, after)
}

/** What a run needs to know, whom it needs to speak to, and what becomes of the integration with it. */
async function ingredients(ctx: Ctx, run: RunRow): Promise<Ingredients> {
  const before = await findIntegration(ctx.db, run.integration_id)
  if (!before) throw new AppError('not.found', 'The integration is gone')
  if (run.kind === 'load' && !before.credential_id)
    throw new AppError('not.found', 'The credential of the integration is gone')
  // Rows staged under one configuration must not be applied under another.
  if (before.revision !== run.revision) throw edited()
  const after = run.kind === 'replay' ? changedBy(before, run.id) : before
  const sameConditions = isDeepStrictEqual(before.conditions, after.conditions)
  const recipe = { ...(await recipeOf(ctx, after, run)), sameConditions }
  const told = { run, before, after, recipe }
  return {
    kind: run.kind,
    recipe,
    openLine: () => lineOf(ctx, after),
    onApplied: (client) => followApply(ctx, client, told),
  }
}

interface Told {
  readonly run: RunRow
  readonly before: IntegrationRow
  readonly after: IntegrationRow
  readonly recipe: Recipe
}

/** What becomes of the integration along with an apply. */
async function followApply(
  ctx: Ctx,
  client: ClientBase,
  { run, before, after, recipe }: Told,
): Promise<void> {
  const { id, revision } = before
  if (run.undoes !== null) {
    const undone = `Run ${publicId('run', run.undoes)} was undone`
    const planOnly = `${undone}. This is what the integration would do again: look at it, then apply it or change the integration`
    return pauseAfterUndo(client, { id, because: undone, planOnly })
  }
  // A plan that waited shows what its own configuration does, not what a newer Muster would.
  const seen = run.digest === null ? fingerprint(recipe) : run.fingerprint
  const applied = { id, revision, runId: run.id, fingerprint: seen }
  if (run.kind === 'replay') {
    const unseen = unseenByReplay({ load: recipe.load, before, after }, await countNotStored(client, run.id))
    if (!(await adoptProposal(client, applied, unseen))) throw edited()
    return
  }
  if (!(await markApplied(client, applied))) throw edited()
  await startSchedule(client, id, ctx.zone)
}

/** An integration as its proposal would have it. */
function changedBy(row: IntegrationRow, runId: string): IntegrationRow {
  const proposal = proposalOf(row)
  if (proposal?.runId !== runId) throw edited()
  return { ...row, ...proposal.edit }
}

async function lineOf(ctx: Ctx, integration: IntegrationRow): Promise<Line> {
  if (!integration.credential_id) throw new AppError('not.found', 'The credential of the integration is gone')
  const { connector } = findLoad(ctx.connectors, integration)
  const { settings } = await openCredential(ctx, integration.credential_id)
  const throttle = ctx.throttles(integration.credential_id, connector.http.requestsPerMinute)
  return { connector, settings, door: ctx.door, throttle, clock: ctx.clock }
}

async function recipeOf(ctx: Ctx, integration: IntegrationRow, run: RunRow): Promise<Recipe> {
  const { connector, load } = findLoad(ctx.connectors, integration)
  const { credential_id } = integration
  const [fields, roles, credential] = await Promise.all([
    readFields(ctx.db.pool),
    mappableRoles(ctx.db),
    credential_id === null ? undefined : findCredential(ctx.db.kysely, credential_id),
  ])
  return {
    sourceId: integration.id,
    load,
    mapping: mappingOf(integration),
    conditions: conditionsOf(integration) ?? undefined,
    preference: integration.preference,
    application:
      integration.selection === 'user' ? null : { vendor: connector.name, instance: integration.instance },
    absent: integration.absent,
    fields,
    mappableRoles: roles,
    names: { integration: integration.name, credential: credential?.name ?? '' },
    actor: run.actor,
    undoes: run.undoes ?? undefined,
    attended: run.mode === 'plan',
    planOnly: integration.plan_only,
    seenFingerprint: integration.seen_fingerprint,
    limits: limitsOf(adjustmentsOf(integration)),
  }
}
