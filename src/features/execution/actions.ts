import { isDeepStrictEqual } from 'node:util'
import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import type { Line } from '../../connect/call.ts'
import { findLoad } from '../../connect/find-load.ts'
import { withSoftware } from '../../connect/software.ts'
import { readFields } from '../../directory/catalogue.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { limitsOf } from '../../sync/brakes/limits.ts'
import { execute, executeApply, type Ingredients } from '../../sync/execute.ts'
import { takePlan, takeRun } from '../../sync/lease.ts'
import {
  fingerprint,
  objectOf,
  type Planning,
  planningInside,
  planningOf,
  type Recipe,
} from '../../sync/recipe.ts'
import { noteAct, recordAct } from '../activity/actions.ts'
import { openLine } from '../credentials/actions.ts'
import { findCredential } from '../credentials/store.ts'
import { erasuresFor } from '../integrations/actions.ts'
import { adjustmentsOf, conditionsOf, mappingOf, proposalOf } from '../integrations/rules.ts'
import { findIntegration, type IntegrationRow } from '../integrations/store.ts'
import { tellOfRun } from '../notices/actions.ts'
import { countNotStored } from '../proposals/store.ts'
import { mappableRoles } from '../roles/store.ts'
import { editedSince, isOfNone, nameOfRun } from '../runs/rules.ts'
import { findRun, type RunRow } from '../runs/store.ts'
import { startSchedule } from '../schedules/store.ts'
import { taskOf, unseenByReplay, writtenBy } from './rules.ts'
import { adoptProposal, findDigest, markApplied, pauseAfterUndo } from './store.ts'

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
  if (after) await noteEnd(ctx, after)
}

/** What people have to learn of a run that ended. An apply has noted itself. */
async function noteEnd(ctx: Ctx, run: RunRow): Promise<void> {
  if (run.state === 'failed' || run.state === 'held')
    await recordAct(askedBy(ctx, run), { act: `run.${run.state}`, thing: actedOn(run), digest: run.digest })
  await tellOfRun(ctx, run)
}

/** Adds to the acts that a plan was applied, in the name of whoever asked for it. */
async function noteApplied(ctx: Ctx, client: ClientBase, run: RunRow): Promise<void> {
  // What is checked at the commit is checked now: whoever adds an act meanwhile waits for the commit only.
  await client.query('set constraints all immediate')
  const digest = await findDigest(client, run.id)
  await noteAct(client, askedBy(ctx, run), { act: 'run.applied', thing: actedOn(run), digest })
}

const askedBy = (ctx: Ctx, { actor }: RunRow): Ctx => ({ ...ctx, actor: { ...ctx.actor, name: actor } })

const actedOn = (run: RunRow) => ({
  id: publicId('run', run.id),
  name: nameOfRun(run),
})

/** What a run needs to know, whom it needs to speak to, and what becomes of the integration with it. */
async function ingredients(ctx: Ctx, run: RunRow): Promise<Ingredients> {
  const onFinished = (client: ClientBase) => noteApplied(ctx, client, run)
  if (!isOfNone(run)) return { ...(await ofIntegration(ctx, run)), onFinished }
  return {
    kind: run.kind,
    planning: await ofNone(ctx, run),
    recipe: null,
    openLine: () => Promise.reject(new Error('Nobody is asked for what comes from the directory itself')),
    onApplied: async () => undefined,
    onFinished,
  }
}

async function ofNone({ db }: Ctx, run: RunRow): Promise<Planning> {
  const { integration_id: sourceId, actor } = run
  // Terms are no fields.
  const object = run.object === 'saas_application' ? 'person' : run.object
  const fields = await readFields(db.pool, object)
  const task = taskOf(run, fields)
  return planningInside({ sourceId, object, actor, fields, task, written: writtenBy(task, fields) })
}

async function ofIntegration(ctx: Ctx, run: RunRow): Promise<Omit<Ingredients, 'onFinished'>> {
  const before = await findIntegration(ctx.db, run.integration_id)
  if (!before) throw new AppError('not.found', 'The integration is gone')
  if (run.kind === 'load' && !before.credential_id)
    throw new AppError('not.found', 'The credential of the integration is gone')
  // Rows staged under one configuration must not be applied under another.
  if (before.revision !== run.revision) throw editedSince()
  const after = run.kind === 'replay' ? changedBy(before, run) : before
  const sameConditions = isDeepStrictEqual(before.conditions, after.conditions)
  const recipe = { ...(await recipeOf(ctx, after, run)), sameConditions }
  const told = { run, before, after, recipe }
  return {
    kind: run.kind,
    planning: planningOf(recipe),
    recipe: run.kind === 'undo' ? null : recipe,
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
    if (!(await adoptProposal(client, applied, unseen))) throw editedSince()
    return
  }
  if (!(await markApplied(client, applied))) throw editedSince()
  await startSchedule(client, id, ctx.zone)
}

/** An integration as what is tried, or proposed, would have it. */
function changedBy(row: IntegrationRow, { id, tries }: RunRow): IntegrationRow {
  if (tries) return { ...row, ...tries }
  const proposal = proposalOf(row)
  if (proposal?.runId !== id) throw editedSince()
  return { ...row, ...proposal.edit }
}

async function lineOf(ctx: Ctx, integration: IntegrationRow): Promise<Line> {
  if (!integration.credential_id) throw new AppError('not.found', 'The credential of the integration is gone')
  return openLine(ctx, integration.credential_id)
}

async function recipeOf(ctx: Ctx, integration: IntegrationRow, run: RunRow): Promise<Recipe> {
  const { connector, load: whole } = findLoad(ctx.connectors, integration)
  const software = integration.selection === 'device_and_software'
  const load = withSoftware(whole, software)
  const { credential_id } = integration
  const [fields, erasures, roles, credential] = await Promise.all([
    readFields(ctx.db.pool, objectOf(load)),
    erasuresFor(ctx, integration),
    mappableRoles(ctx.db.pool),
    credential_id === null ? undefined : findCredential(ctx.db.kysely, credential_id),
  ])
  return {
    sourceId: integration.id,
    load,
    mapping: mappingOf(integration),
    conditions: conditionsOf(integration) ?? undefined,
    zone: ctx.zone,
    preference: integration.preference,
    application:
      integration.selection === 'user_and_saas_user'
        ? { vendor: connector.name, instance: integration.instance }
        : null,
    software,
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
    erasures,
  }
}
