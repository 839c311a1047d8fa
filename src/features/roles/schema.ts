import { z } from 'zod'
import { type Right, rights } from '../../kit/rights.ts'

const RightName = z.enum(rights as [Right, ...Right[]])
const FieldKey = z.string().min(1).max(80)

const Filter = z
  .union([
    z.strictObject({ own: z.literal(true) }),
    z.strictObject({
      field: FieldKey,
      anyOf: z.array(z.string().min(1).max(256)).min(1).max(200).readonly(),
    }),
  ])
  .nullable()
  .describe('Whom its accounts see: their own person, or people with one of these values; null: everybody')

export const RoleAnswer = z.object({
  key: z.string().describe('Never changes'),
  label: z.string(),
  rights: z.array(RightName),
  filter: Filter,
  hiddenFields: z
    .array(z.string())
    .describe('Keys of fields that its accounts do not see; of a device as in device.model'),
  own: z.boolean().describe('Made here; a role that comes with Muster keeps its rights'),
})

const Label = z.string().trim().min(1, 'is missing').max(60)
const wanted = {
  rights: z.array(RightName).max(200),
  filter: Filter.default(null),
  hiddenFields: z.array(FieldKey).max(300).default([]),
}

export const NewRole = z.strictObject({ label: Label, ...wanted })

export const RoleEdit = z.strictObject({
  label: Label.optional(),
  rights: wanted.rights.optional(),
  filter: Filter.optional(),
  hiddenFields: z.array(FieldKey).max(300).optional(),
})

export const RightAnswer = z.object({
  right: RightName,
  says: z.string(),
  keeps: z.boolean().describe('Whether a role with a filter or hidden fields can have it'),
})
