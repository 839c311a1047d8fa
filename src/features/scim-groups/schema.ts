import { z } from 'zod'

const any = z.unknown().optional()

export const ScimGroup = z.object({
  schemas: z.array(z.string()).max(10).optional(),
  displayName: z.string().trim().min(1).max(200),
  externalId: z.string().max(200).optional(),
  members: z
    .array(z.looseObject({ value: z.string().max(60) }))
    .max(10_000)
    .optional(),
  id: any,
  meta: any,
})

export const GroupAnswer = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string().nullable().describe('What its members get; null: nothing'),
  members: z.number().int(),
})

export const GroupEdit = z.strictObject({ role: z.string().min(1).max(63).nullable() })
