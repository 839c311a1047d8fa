import { z } from 'zod'
import { json } from '../../kit/json.ts'

const outcomeKinds = [
  'created',
  'updated',
  'archived',
  'restored',
  'skipped',
  'failed',
  'held',
  'gone',
] as const

/** Which outcomes of a run, beside the grammar of every list. */
export const OutcomesQuery = z.object({
  kind: z.enum(outcomeKinds).optional(),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('A part of a name, an e-mail address or an id at the vendor'),
})

const FieldChange = z.object({ field: z.string(), label: z.string(), before: json, after: json })

export const OutcomeAnswer = z.object({
  number: z
    .number()
    .int()
    .describe("The record's place in the vendor's list, from 0; those who are gone come behind it"),
  vendorId: z.string(),
  label: z.string(),
  kind: z.enum(outcomeKinds),
  reason: z.string().nullable(),
  reasonText: z.string().nullable(),
  personId: z.string().nullable(),
  deviceId: z.string().nullable().describe('In a run of devices'),
  saasApplicationId: z.string().nullable().describe('In a run of SaaS applications'),
  changes: z.array(FieldChange),
  account: z
    .object({ created: z.literal(true).optional(), changes: z.array(FieldChange) })
    .nullable()
    .describe('What becomes of the SaaS user'),
  software: z
    .object({ installed: z.int(), removed: z.int() })
    .nullable()
    .describe('How many titles come to and go from a device that is known; null: none'),
  problems: z.array(z.object({ field: z.string(), message: z.string() })),
})
