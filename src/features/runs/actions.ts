import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { Events } from '../../kit/streamed-route.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { activeStates, standing } from '../../sync/states.ts'
import { getIntegration, surroundings } from '../integrations/actions.ts'
import { missing } from '../integrations/rules.ts'
import { findSeen, sight } from '../people/actions.ts'
import { presentRunTo } from './rules.ts'
import type { RunAnswer } from './schema.ts'
import { cancelActive, findActiveRun, findRun, queueRun, type RunRow } from './store.ts'

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

/** Ends a run at once, even one whose process is gone. What it would have changed is not changed. */
export async function cancelRun(ctx: Ctx, id: string): Promise<RunRow> {
  const run = await getRun(ctx, id)
  if (!(await cancelActive(ctx.db, run.id)))
    throw new AppError('run.state', `${standing(run.state)}: there is nothing to cancel`)
  return getRun(ctx, id)
}
