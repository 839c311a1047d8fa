import { findLoad } from '../../connect/find-load.ts'
import { readRecord } from '../../directory/read-record.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { readList } from '../../kit/list/read-list.ts'
import { AppError } from '../../lib/errors.ts'
import { mappingOf, proposalOf } from '../integrations/rules.ts'
import { findIntegration } from '../integrations/store.ts'
import { seeOutcomes } from '../outcomes/actions.ts'
import type { RunRow } from '../runs/store.ts'
import type { Description, OutcomeFile } from './rules.ts'

/** One outcome of a run with its record. Throws `not.found`. */
export async function openOutcome(
  ctx: Ctx,
  { id, number }: { readonly id: string; readonly number: number },
): Promise<OutcomeFile> {
  const { run, list, view } = await seeOutcomes(ctx, { id })
  const { items } = await readList(ctx.db, list, { filter: `number eq ${number}`, limit: 1 })
  const [outcome] = items
  if (!outcome) throw new AppError('not.found', `Run ${id} has no outcome ${number}`)
  const kept = await readRecord(ctx.db.pool, {
    runId: run.id,
    number,
    sourceId: run.integration_id,
    vendorId: outcome.vendor_id,
  })
  return { run, outcome, kept, view, description: await describe(ctx, run) }
}

/** The load of a run's integration with the fields that were added to it, as the run tries them. */
async function describe(ctx: Ctx, run: RunRow): Promise<Description | undefined> {
  const row = await findIntegration(ctx.db, run.integration_id)
  if (!row) return undefined
  const proposal = proposalOf(row)
  const tried = run.tries ?? (proposal?.runId === run.id ? proposal.edit : {})
  const { customFields } = mappingOf({ ...row, ...tried })
  return { load: findLoad(ctx.connectors, row).load, customFields }
}
