import { z } from 'zod'
import { json } from '../../kit/json.ts'
import { IntegrationEdit } from '../integrations/schema.ts'

/** Records of the sample, to choose from. */
export const SampleAnswer = z.object({
  takenAt: z.iso.datetime().nullable().describe('Null: none was taken in the last week'),
  records: z
    .array(
      z.object({
        number: z.number().int().describe('Its place in the list, from 0'),
        id: z.string().nullable().describe("The vendor's id"),
        label: z.string().describe('What people recognise it by'),
      }),
    )
    .describe('The first of the list, two hundred at most'),
})

/** A mapping and conditions to try; what is left out is as it was saved. */
export const PreviewInput = z.strictObject({
  record: z.number().int().min(0).max(199).describe('Which record of the sample'),
  mapping: IntegrationEdit.shape.mapping,
  conditions: IntegrationEdit.shape.conditions,
})

const Seen = z.object({
  key: z.string(),
  label: z.string(),
  value: json.optional().describe('Left out: the vendor did not say. Null: it said none'),
  problem: z.string().nullable(),
})

const Tally = z.object({
  key: z.string(),
  blank: z.number().int().describe('Records for which it has no value'),
  problems: z.number().int().describe('Records that could not be loaded because of it'),
})

export const PreviewAnswer = z.object({
  problems: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .describe('What is wrong with the draft, at its place; the rest is shown all the same'),
  raw: json.describe('The record as the vendor sent it, without what is never kept'),
  facts: z.array(Seen.extend({ type: z.string() })).describe('The record in the words of the load'),
  row: z.array(Seen).describe('What the mapping makes of it'),
  takesPart: z.boolean().nullable().describe('Null: the conditions cannot be asked'),
  sample: z
    .object({
      records: z.number().int(),
      takePart: z.number().int(),
      leftOut: z.number().int(),
      targets: z.array(Tally),
    })
    .describe('The same over all records of the sample'),
})
