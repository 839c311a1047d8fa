import { z } from 'zod'
import { ConditionInput } from '../../kit/condition.ts'
import { adjustableBrakes, limitBounds } from '../../sync/brakes/limits.ts'
import { Schedule, ScheduleAnswer } from '../schedules/schema.ts'

const key = z.string().min(1).max(200)
const name = z.string().trim().min(1).max(120)

export const Source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('field').describe('A field of the load'),
    field: key.describe('Its key, as GET /api/connectors lists it; of one by path: custom.name'),
  }),
  z.strictObject({
    kind: z.literal('custom').describe('What an expression makes of the record as the vendor sent it'),
    expression: z.string().min(1).max(2000).describe('As in profile.title ?? "none"'),
  }),
  z.strictObject({
    kind: z.literal('constant').describe('The same for everybody'),
    value: z.union([z.string().max(1024), z.number(), z.boolean()]),
  }),
])

const CustomField = z.strictObject({
  label: name,
  type: z.enum(['text', 'number', 'boolean', 'datetime', 'list']),
  from: z.string().min(1).max(2000).describe('Where it is in the record, as in addresses[0].city'),
})

const Mapping = z.strictObject({
  customFields: z
    .record(z.string().regex(/^custom\.[\w-]{1,60}$/, 'must look like custom.name'), CustomField)
    .optional(),
  entries: z
    .array(
      z.strictObject({
        target: key.describe('The field that is written, by its key'),
        source: Source,
        pipes: z.string().max(500).optional().describe('What the value goes through, as in trim | lower'),
      }),
    )
    .max(300),
  syncKeys: z.array(z.strictObject({ field: key, update: z.boolean() })).max(10),
})

const Limit = z.strictObject({
  percent: z.number().int().min(limitBounds.percent.least).max(limitBounds.percent.most),
  min: z.number().int().min(limitBounds.min.least).max(limitBounds.min.most),
})

const selections = ['user', 'user_and_saas_user', 'device', 'device_and_software'] as const
const preferences = ['create_update', 'create', 'update'] as const

const contacts = z
  .array(z.email('must be an e-mail address such as ada@example.com').max(254))
  .max(20, 'are 20 at the most')
  .overwrite((all) => [...new Set(all)])

const absentPolicies = ['mark', 'deactivate', 'leave'] as const

/** What can be said of an integration; a new one needs connector and load. */
export const IntegrationEdit = z.strictObject({
  name: name.optional(),
  credentialId: z.string().nullable().optional(),
  selection: z.enum(selections).optional(),
  preference: z.enum(preferences).optional(),
  instance: z.string().trim().max(60).optional().describe('Tells two instances of one application apart'),
  absent: z
    .enum(absentPolicies)
    .optional()
    .describe('What becomes of the account of somebody whom the vendor no longer lists'),
  mapping: Mapping.optional(),
  conditions: ConditionInput.nullable().optional(),
  contacts: contacts.optional().describe('E-mail addresses of those who are told when it fails or is held'),
  schedule: Schedule.optional(),
  limits: z
    .partialRecord(z.enum(adjustableBrakes), Limit.partial())
    .optional()
    .describe('Brakes that are to stand otherwise than usual; all of them'),
})

export const NewIntegration = IntegrationEdit.extend({ connector: key, load: key })

const Problem = z.object({ field: z.string(), message: z.string() })

export const IntegrationAnswer = z.object({
  id: z.string(),
  name: z.string(),
  connector: z.string(),
  load: z.string(),
  credentialId: z.string().nullable(),
  selection: z.enum(selections),
  preference: z.enum(preferences),
  instance: z.string(),
  absent: z.enum(absentPolicies),
  state: z.enum(['draft', 'active', 'paused']),
  mapping: Mapping,
  conditions: ConditionInput.nullable(),
  contacts: z.array(z.string()),
  limits: z
    .record(z.enum(adjustableBrakes), Limit)
    .describe('What each brake lets through: so many percent, at least so many'),
  revision: z.number().int(),
  missing: z.array(Problem).describe('What keeps it from being launched'),
  proposal: z
    .object({
      changes: z.array(
        z.enum(['mapping', 'conditions', 'selection', 'preference', 'instance', 'absent', 'credentialId']),
      ),
      runId: z.string(),
      by: z.string(),
      at: z.iso.datetime(),
    })
    .nullable()
    .describe('A change that takes effect when the plan of its run, a replay of stored records, is applied'),
  ...ScheduleAnswer.shape,
  launchedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

const bound = z.object({ least: z.number().int(), most: z.number().int() })

export const BrakeAnswer = z.object({
  key: z.enum(adjustableBrakes),
  label: z.string(),
  about: z.string().describe('What it counts'),
  usual: Limit,
  bounds: z.object({ percent: bound, min: bound }).describe('Between which its limit may be set'),
})

export const DeletedAnswer = z.object({
  ending: z
    .boolean()
    .describe(
      'Whether SaaS users and software that it alone loaded are still being marked; `/api/endings` has it until then',
    ),
})

export const EndingAnswer = z.object({
  id: z.string(),
  name: z.string().describe('What the integration was called'),
  by: z.string(),
  since: z.iso.datetime(),
})
