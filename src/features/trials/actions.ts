import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { configurationIn, editIntegration } from '../integrations/actions.ts'
import { differing, proposalOf } from '../integrations/rules.ts'
import type { IntegrationEdit } from '../integrations/schema.ts'
import type { Configuration, IntegrationRow } from '../integrations/store.ts'
import { applyPlanOf } from '../plans/actions.ts'
import { keepProposal, lockIntegration, queueReplay, supersedeReplays } from '../proposals/store.ts'
import { findRun, type RunRow } from '../runs/store.ts'

/** A run whose plan was looked at. */
export interface Seen {
  readonly runId: string
  readonly digest: string
}

/** The run that finds out what a change would do. */
export interface Trial {
  readonly integration: string
  readonly runId: string
}

/** The run by which a change takes effect; one that is not released waits for somebody to look. */
export interface AppliedRun extends Trial {
  readonly released: boolean
}

/** Queues the run that finds out from stored records what a change would do. Throws `run.active` while another is under way. */
export async function tryChange(
  ctx: Ctx,
  row: IntegrationRow,
  tries: Partial<Configuration>,
): Promise<Trial> {
  const { id: integrationId, revision, name } = row
  const runId = await inTransaction(ctx.db.pool, async (client) => {
    await lockIntegration(client, row)
    await supersedeReplays(client, integrationId, 'tries')
    return queueReplay(client, { integrationId, revision, actor: ctx.actor.name, tries })
  })
  if (runId) return { integration: name, runId: publicId('run', runId) }
  throw new AppError('run.active', `A run of "${name}" is under way; plan again when it has ended`)
}

interface Changing {
  readonly change: z.output<typeof IntegrationEdit>
  readonly seen: readonly Seen[]
}

/** By a plan that was looked at, a change of a launched integration takes effect; any other waits for somebody to look. */
export async function takeChange(
  ctx: Ctx,
  row: IntegrationRow,
  { change, seen }: Changing,
): Promise<AppliedRun | undefined> {
  const edit = differing(row, configurationIn(change))
  const trial = await findTrial(ctx, { of: row, tries: edit, seen })
  if (trial) {
    await adopt(ctx, row, { trial, edit })
    return applyTrial(ctx, row.name, trial)
  }
  const after = await editIntegration(ctx, { id: publicId('int', row.id), ...change })
  const runId = proposalOf(after)?.runId
  return runId === undefined
    ? undefined
    : { integration: row.name, runId: publicId('run', runId), released: false }
}

interface Sought {
  /** What the run is of. */
  readonly of: Pick<IntegrationRow, 'id' | 'revision'>
  readonly tries: object
  readonly seen: readonly Seen[]
}

/** The run that tried exactly this, and whose plan was looked at. */
export async function findTrial({ db }: Ctx, { of, tries, seen }: Sought): Promise<RunRow | undefined> {
  for (const { runId, digest } of seen) {
    const run = await findRun(db, bareId('run', runId))
    const fits = run?.integration_id === of.id && run.revision === of.revision && run.state === 'previewed'
    if (fits && run.digest === digest && isDeepStrictEqual(run.tries, tries)) return run
  }
  return undefined
}

/** Releases the plan of a trial that was adopted. */
export async function applyTrial(ctx: Ctx, integration: string, { id, digest }: RunRow): Promise<AppliedRun> {
  const run = await applyPlanOf(ctx, { id: publicId('run', id), digest: digest ?? '' })
  return { integration, runId: publicId('run', run.id), released: run.digest !== null }
}

interface Adopted {
  readonly trial: RunRow
  readonly edit: Partial<Configuration>
}

async function adopt(ctx: Ctx, row: IntegrationRow, { trial, edit }: Adopted): Promise<void> {
  await inTransaction(ctx.db.pool, async (client) => {
    await lockIntegration(client, row)
    await supersedeReplays(client, row.id, { but: trial.id })
    await keepProposal(client, row.id, { runId: trial.id, by: ctx.actor.name, revision: row.revision, edit })
  })
}
