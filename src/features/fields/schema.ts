import { z } from 'zod'
import { fieldTypes, objectKinds } from '../../directory/field.ts'

export const FieldAnswer = z.object({
  id: z.string().describe('The key of a field of people; `device.` and the key of one of devices'),
  object: z.enum(objectKinds),
  key: z.string().describe('Never changes'),
  label: z.string(),
  type: z.enum(fieldTypes),
  unique: z.boolean(),
  mandatory: z.boolean(),
  options: z.array(z.string()).readonly().describe('The only values of a choice'),
  core: z.boolean(),
  usualLabel: z.string().nullable().describe('What Muster calls a field of its own; null: it is yours'),
  retired: z.boolean(),
})

export const NewField = z.strictObject({
  object: z.enum(objectKinds).default('person'),
  label: z.string().trim().min(1, 'a field needs a label').max(120),
  type: z.enum(fieldTypes),
  unique: z.boolean().default(false),
  mandatory: z.boolean().default(false),
  options: z.array(z.string().trim().min(1).max(256)).max(500).default([]),
})

export const FieldEdit = z.strictObject({
  label: NewField.shape.label.optional().describe('All that can be changed of Muster’s own fields'),
  mandatory: z.boolean().optional(),
  options: NewField.shape.options
    .removeDefault()
    .optional()
    .describe('Those that are left out must be nobody’s'),
  unique: z.literal(true).optional().describe('Only where no two have the same value; it stays so'),
  retired: z.boolean().optional().describe('A retired field is shown nowhere; its values are kept'),
})

export const FieldOrder = z.strictObject({
  keys: z
    .array(z.string().max(70))
    .min(1)
    .max(300)
    .describe('Ids, in the order wished; fields that are left out keep their places'),
})
