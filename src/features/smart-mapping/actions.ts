import { findLoad } from '../../connect/find-load.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { Mapping } from '../../sync/mapping/configuration.ts'
import { proposeIdField } from '../../sync/mapping/id-field.ts'
import { proposeMapping } from '../../sync/mapping/smart-mapping.ts'
import { getIntegration, surroundings } from '../integrations/actions.ts'
import { mappingOf, proposalOf, type Surroundings } from '../integrations/rules.ts'
import type { IntegrationRow } from '../integrations/store.ts'
import { saveConfiguration } from '../proposals/actions.ts'
import type { Proposed } from './rules.ts'

/**
 * Smart Mapping: what could be mapped without asking; written into the mapping if accepted, but for what needs a field
 * to be made first.
 */
export async function smartMapping(
  ctx: Ctx,
  { id, accept }: { readonly id: string; readonly accept?: boolean | undefined },
): Promise<{ row: IntegrationRow; proposals: readonly Proposed[]; around: Surroundings }> {
  const row = await getIntegration(ctx, id)
  const around = await surroundings(ctx, row)
  const mapping = mappingOf({ ...row, ...proposalOf(row)?.edit })
  const proposals = proposeMapping(around.load, around.fields, mapping)
  if (!accept) return { row, proposals: [...proposals, ...ofItsId(ctx, row, { mapping, around })], around }
  if (proposals.length === 0) return { row, proposals, around }
  const entries = [...mapping.entries, ...proposals.map(({ target, source }) => ({ target, source }))]
  await saveConfiguration(ctx, row, { mapping: { ...mapping, entries } })
  return { row: await getIntegration(ctx, id), proposals, around }
}

function ofItsId(
  ctx: Ctx,
  row: IntegrationRow,
  { mapping, around }: { readonly mapping: Mapping; readonly around: Surroundings },
): Proposed[] {
  const { load, connector: vendor } = findLoad(ctx.connectors, row)
  const proposal = proposeIdField({ load, vendor }, around.fields, mapping)
  return proposal ? [proposal] : []
}
