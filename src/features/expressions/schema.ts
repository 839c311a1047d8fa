import { z } from 'zod'

export const PipeAnswer = z.object({
  pipe: z.string(),
  usage: z.string().describe('How it is written, with names for what goes between its parentheses'),
  about: z.string(),
  least: z.number().int().describe('Arguments it takes at the least'),
  most: z.number().int(),
})

export const ExpressionInput = z.strictObject({
  kind: z.enum(['expression', 'pipes']).describe('A whole expression, or only the pipes behind a value'),
  text: z.string().max(2000),
})

export const ExpressionAnswer = z.object({
  problem: z.string().nullable().describe('Why it cannot be read, where, and the way out'),
  steps: z
    .array(
      z.object({
        pipe: z.string(),
        args: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    )
    .nullable()
    .describe('Of pipes, one after the other; null where they are more than pipes with plain values'),
})
