import { z } from 'zod'
import { json } from '../../kit/json.ts'
import { ChangeAnswer } from '../../kit/record/changes.ts'

const ClaimAnswer = z.object({
  source: z.enum(['hand', 'integration']),
  integrationId: z.string().nullable(),
  integrationName: z.string().nullable(),
  credentialName: z.string().nullable().describe('null also for whoever may not see credentials'),
  vendorId: z.string().nullable().describe('Which record at the vendor says so'),
  vendorField: z
    .object({ label: z.string(), path: z.string().nullable() })
    .nullable()
    .describe('What the mapping reads it from; null: it is not mapped any more'),
  raw: json
    .optional()
    .describe(
      'What the path finds in the record as it was sent; left out where that is not kept, or may not be seen',
    ),
  value: json,
  isWinner: z.boolean(),
  reason: z
    .enum([
      'empty',
      'hand',
      'over',
      'source-order',
      'merged',
      'same-list',
      'untold',
      'loaded-before',
      'launched-later',
      'not-written',
    ])
    .nullable()
    .describe('Why it is not this one; the last four only of SaaS users'),
  reasonText: z.string().nullable(),
  mappingVersion: z.number().int().nullable(),
  runId: z.string().nullable(),
  at: z.iso.datetime(),
})

export const ClaimsAnswer = z.object({
  field: z.string(),
  label: z.string(),
  value: json,
  claims: z.array(ClaimAnswer).describe('What each source says, the first that speaks first'),
  lastChange: ChangeAnswer.nullable().describe('How the value came to be as it is'),
  handEdits: z.array(ChangeAnswer).describe('The last changes by hand, the newest first'),
})
