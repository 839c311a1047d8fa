import { z } from 'zod'
import { json } from '../../kit/json.ts'
import { PersonAnswer } from '../people/schema.ts'

export const MergePreview = z.object({
  into: PersonAnswer.describe('Who stays'),
  from: PersonAnswer.describe('Who becomes part of the other'),
  fields: z
    .array(
      z.object({
        field: z.string(),
        label: z.string(),
        into: json,
        from: json,
        after: json,
        changes: z.boolean(),
      }),
    )
    .describe('Where the two differ: what either has, and what the one who stays has then'),
  moves: z
    .object({ records: z.number().int(), saasUsers: z.number().int(), account: z.boolean() })
    .describe('What of the other goes to the one who stays'),
  refused: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .describe('Why it does not go; empty: it does'),
})

export const Merge = z.strictObject({ personId: z.string().describe('Who becomes part of this person') })

export const Split = z.strictObject({ personId: z.string().describe('Who became part of this person') })
