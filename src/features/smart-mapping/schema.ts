import { z } from 'zod'
import { Source } from '../integrations/schema.ts'

export const ProposalAnswer = z.object({
  target: z.string(),
  targetLabel: z.string(),
  source: Source,
  sourceLabel: z.string(),
  reason: z.string(),
  newField: z
    .object({ label: z.string(), type: z.literal('text'), unique: z.literal(true) })
    .nullable()
    .describe('The field of people that has to be made first; nothing of it is written by accepting'),
})
