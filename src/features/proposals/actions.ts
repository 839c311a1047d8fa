import { inTransaction } from '../../db/transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { differing, proposalOf } from '../integrations/rules.ts'
import { type Configuration, findIntegration, type IntegrationRow } from '../integrations/store.ts'
import { keepProposal, lockIntegration, queueReplay, supersedeReplays, updateConfiguration } from './store.ts'

/**
 * Saves a change of an integration's configuration: of a draft at once; of one that was launched as its proposal, which
 * waits for the plan of its replay. Throws `conflict` when somebody else saved meanwhile, `run.active` while a run is under way.
 */
export async function saveConfiguration(
  ctx: Ctx,
  row: IntegrationRow,
  change: Partial<Configuration>,
): Promise<void> {
  if (row.state === 'draft') return saveAtOnce(ctx, row, differing(row, change))
  const { credential_id, ...others } = change
  // Without a credential nothing runs, so there is nothing to look at before.
  if (credential_id !== null) return propose(ctx, row, change)
  await saveAtOnce(ctx, row, differing(row, { credential_id }))
  const now = await findIntegration(ctx.db, row.id)
  if (now) await propose(ctx, now, others)
}

async function saveAtOnce(ctx: Ctx, row: IntegrationRow, change: Partial<Configuration>): Promise<void> {
  if (Object.keys(change).length === 0) return
  const { mapping, conditions, ...others } = change
  const isSaved = await updateConfiguration(ctx.db, row, {
    ...others,
    ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
    ...(conditions === undefined ? {} : { conditions: conditions && JSON.stringify(conditions) }),
  })
  if (!isSaved) throw savedMeanwhile()
}

/** Keeps a change as the integration's proposal, beside what is proposed already, and queues the replay that shows what it does. */
async function propose(ctx: Ctx, row: IntegrationRow, change: Partial<Configuration>): Promise<void> {
  if (Object.keys(change).length === 0) return
  const edit = differing(row, { ...proposalOf(row)?.edit, ...change })
  const by = ctx.actor.name
  await inTransaction(ctx.db.pool, async (client) => {
    if (!(await lockIntegration(client, row))) throw savedMeanwhile()
    await supersedeReplays(client, row.id)
    if (Object.keys(edit).length === 0) return keepProposal(client, row.id, null)
    const runId = await queueReplay(client, { integrationId: row.id, revision: row.revision, actor: by })
    if (!runId)
      throw new AppError('run.active', `A run of "${row.name}" is under way; save again when it has ended`)
    await keepProposal(client, row.id, { runId, by, revision: row.revision, edit })
  })
}

const savedMeanwhile = () =>
  new AppError(
    'conflict',
    'Somebody else saved this integration meanwhile; load it again and repeat the edit',
  )
