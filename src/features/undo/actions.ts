import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { standing } from '../../sync/states.ts'
import { findIntegration } from '../integrations/store.ts'
import { takeMergeBack } from '../merges/actions.ts'
import { getRun } from '../runs/actions.ts'
import { isByHand, nameOfRun } from '../runs/rules.ts'
import { queueRun, type RunRow } from '../runs/store.ts'
import { takeOrdersBack } from '../source-orders/actions.ts'
import { findUndoable } from './store.ts'

/**
 * Queues the undo of a run, as a plan to look at. Throws `run.state` when the run cannot be undone, saying why;
 * `run.active` while another run of the integration is under way.
 */
export async function undoRun(ctx: Ctx, id: string): Promise<RunRow> {
  const run = await getRun(ctx, id)
  await checkUndoable(ctx, run)
  if (run.merge) return takeMergeBack(ctx, run)
  if (run.kind === 'reorder') return getRun(ctx, publicId('run', await takeOrdersBack(ctx, run)))
  const runId = await queueRun(ctx.db.pool, {
    integrationId: run.integration_id,
    revision: isByHand(run) ? run.revision : await revisionNow(ctx, run),
    mode: 'plan',
    actor: ctx.actor.name,
    undoes: run.id,
  })
  if (!runId)
    throw new AppError('run.active', `A run of "${nameOfRun(run)}" is under way; wait for it or cancel it`)
  return getRun(ctx, publicId('run', runId))
}

async function revisionNow(ctx: Ctx, { integration_id }: RunRow): Promise<number> {
  const integration = await findIntegration(ctx.db, integration_id)
  if (integration) return integration.revision
  throw new AppError('run.state', 'The integration of this run was deleted, so the run cannot be undone')
}

async function checkUndoable(ctx: Ctx, run: RunRow): Promise<void> {
  if (!run.state.startsWith('succeeded'))
    throw new AppError('run.state', `${standing(run.state)}; only one that was applied can be undone`)
  const { undone_by, is_kept, has_written } = await findUndoable(ctx.db, run.id)
  if (undone_by)
    throw new AppError(
      'run.state',
      `This run was undone by ${publicId('run', undone_by)}; to take that back, undo ${publicId('run', undone_by)}`,
    )
  // Who became part of whom is kept for ever.
  if (!is_kept && !run.merge)
    throw new AppError(
      'run.state',
      'This run was applied more than 30 days ago, and what was before it is no longer kept',
    )
  if (!has_written) throw new AppError('run.state', 'This run changed nothing that could be undone')
}
