import { z } from 'zod'
import { json } from '../../kit/json.ts'

export const ImpactAnswer = z.object({
  fields: z.array(
    z.object({
      object: z.enum(['person', 'saas_user']),
      field: z.string(),
      label: z.string(),
      count: z.number().int().describe('For how many it would change'),
      samples: z.array(z.object({ label: z.string(), before: json, after: json })),
    }),
  ),
})
