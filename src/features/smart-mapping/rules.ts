import type { z } from 'zod'
import type { NewField } from '../../sync/mapping/id-field.ts'
import { loadFields } from '../../sync/mapping/load-fields.ts'
import type { Proposal as MappingProposal } from '../../sync/mapping/smart-mapping.ts'
import type { Surroundings } from '../integrations/rules.ts'
import type { ProposalAnswer } from './schema.ts'

/** What Smart Mapping proposes, with the field that it needs to be made. */
export type Proposed = MappingProposal & { readonly newField?: NewField }

/** A proposal with the names that people know. */
export function presentProposal(
  { target, source, reason, newField }: Proposed,
  { load, fields }: Surroundings,
): z.input<typeof ProposalAnswer> {
  const from =
    source.kind === 'field' ? loadFields(load).find((field) => field.key === source.field)?.label : undefined
  return {
    target,
    targetLabel: newField?.label ?? fields.find((field) => field.key === target)?.label ?? target,
    source,
    sourceLabel: from ?? '',
    reason,
    newField: newField ?? null,
  }
}
