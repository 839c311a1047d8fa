import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { readFields } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { limitsOf } from '../../sync/brakes/limits.ts'
import { type Execution, execute, executeApply } from '../../sync/execute.ts'
import { takePlan, takeRun } from '../../sync/lease.ts'
import type { Recipe } from '../../sync/recipe.ts'
import { openCredential } from '../credentials/actions.ts'
import { getIntegration } from '../integrations/actions.ts'
import { adjustmentsOf, conditionsOf, findLoad, mappingOf, missing } from '../integrations/rules.ts'
import {
  findIntegration,
  type IntegrationRow,
  liftPlanOnly,
  mappableRoles,
  markLaunched,
  pauseAfterUndo,
} from '../integrations/store.ts'
import { tellOfRun } from '../notices/actions.ts'
import { startSchedule } from '../schedules/store.ts'
import {
  cancelActive,
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
  if (!runId)
    throw new AppError('run.active', `A run of "${integration.name}" is under way; wait for it or cancel it`)
  return getRun(ctx, publicId('run', runId))
}

/** Releases a plan that was looked at: exactly it will be applied, or nothing. Brakes are released only by who may approve. */
export async function applyPlanOf(ctx: Ctx, id: string): Promise<RunRow> {
  const run = await getRun(ctx, id)
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
  if (run.digest !== null && run.digest !== digest)
    throw new AppError('run.stale', 'The plan of this run is another by now; look at it, then release that')
  return release(ctx, run, ['previewed', 'held'])
}

async function release(ctx: Ctx, run: RunRow, from: readonly Waiting[]): Promise<RunRow> {
  const integration = await findIntegration(ctx.db, run.integration_id)
  if (integration?.revision !== run.revision) throw edited()
  const plan = { id: run.id, digest: run.digest ?? '', actor: ctx.actor.name, from }
  if (!(await releasePlan(ctx.db, plan).catch(anotherRuns)))
    throw new AppError('run.state', `This run is ${run.state}; only a plan that waits can be applied`)
  return getRun(ctx, publicId('run', run.id))
}

/** Throws away the plan of a run that waits. */
export async function rejectRun(ctx: Ctx, id: string): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (!(await rejectPlan(ctx.db, run.id)))
    throw new AppError('run.state', `This run is ${run.state}; only a plan that waits can be rejected`)
  return getRun(ctx, id)
}

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
  const onApplied = (client: ClientBase) => followApply(ctx, client, run)
  const execution = { pool: ctx.db.pool, lease, stopping, prepare, onApplied }
  const error = await (run.digest ? executeApply(execution) : execute(execution))
  if (error) ctx.log.error({ run: publicId('run', runId), err: error }, 'a run failed unexpectedly')
  await failpoint('run.before-note')
  const after = await findRun(ctx.db, runId)
  if (after) await tellOfRun(ctx, after)
}

/** What becomes of the integration along with an apply. */
async function followApply(
  { zone }: Ctx,
  client: ClientBase,
  { integration_id: id, kind, undoes }: RunRow,
): Promise<void> {
  if (undoes === null) {
    await markLaunched(client, id)
    if (kind === 'load') await liftPlanOnly(client, id)
    return startSchedule(client, id, zone)
  }
  const undone = `Run ${publicId('run', undoes)} was undone`
  const planOnly = `${undone}. This is what the integration would do again: look at it, then apply it or change the integration`
  return pauseAfterUndo(client, { id, because: undone, planOnly })
}

/** What a run needs to know and whom it needs to speak to. */
async function ingredients(ctx: Ctx, run: RunRow): ReturnType<Execution['prepare']> {
  const integration = await findIntegration(ctx.db, run.integration_id)
  if (!integration) throw new AppError('not.found', 'The integration is gone')
  if (!integration.credential_id && run.undoes === null)
    throw new AppError('not.found', 'The credential of the integration is gone')
  // Rows staged under one mapping must not be applied under another.
  if (integration.revision !== run.revision) throw edited()
  // An undo asks no vendor.
  if (!integration.credential_id || run.undoes !== null)
    return { recipe: await recipeOf(ctx, { integration, run, credentialName: '' }), line: null }
  const credential = await openCredential(ctx, integration.credential_id)
  const { connector } = findLoad(ctx.connectors, integration)
  const recipe = await recipeOf(ctx, { integration, run, credentialName: credential.name })
  return {
    recipe,
    line: {
      connector,
      settings: credential.settings,
      door: ctx.door,
      throttle: ctx.throttles(integration.credential_id, connector.http.requestsPerMinute),
      clock: ctx.clock,
    },
  }
}

interface Written {
  readonly integration: IntegrationRow
  readonly run: RunRow
  readonly credentialName: string
}

async function recipeOf(ctx: Ctx, { integration, run, credentialName }: Written): Promise<Recipe> {
  const { connector, load } = findLoad(ctx.connectors, integration)
  const [fields, roles] = await Promise.all([readFields(ctx.db.pool), mappableRoles(ctx.db)])
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
    names: { integration: integration.name, credential: credentialName },
    actor: run.actor,
    undoes: run.undoes ?? undefined,
    attended: run.mode === 'plan',
    planOnly: integration.plan_only,
    limits: limitsOf(adjustmentsOf(integration)),
  }
}
