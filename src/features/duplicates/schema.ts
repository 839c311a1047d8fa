import { z } from 'zod'

const side = z.object({
  id: z.string(),
  fullName: z.string().nullable(),
  username: z.string(),
  email: z.string(),
})

export const DuplicateAnswer = z.object({
  id: z.string(),
  reasons: z
    .array(z.object({ reason: z.enum(['name', 'address', 'phone']), text: z.string() }))
    .describe('What both say the same; a name or number that more than five people have is none'),
  first: side,
  second: side,
  dismissedBy: z.string().nullable().describe('Who said that they are two people'),
  dismissedAt: z.iso.datetime().nullable(),
})

export const DuplicatesQuery = z.object({
  dismissed: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Those of which somebody said that they are two people, instead'),
})
