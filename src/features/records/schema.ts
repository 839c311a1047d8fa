import { z } from 'zod'
import { json } from '../../kit/json.ts'
import { OutcomeAnswer } from '../outcomes/schema.ts'

const Fact = z.object({
  key: z.string(),
  label: z.string(),
  value: json.optional().describe('Left out: the vendor did not say. Null: it said none'),
  problem: z.string().nullable(),
})

/** An outcome with the record that it is of. */
export const OutcomeFileAnswer = OutcomeAnswer.extend({
  match: z
    .object({
      by: z.enum(['vendor-id', 'sync-key']),
      field: z.string().nullable().describe('The sync key, by its label'),
    })
    .nullable()
    .describe('What the person was found by; null: nobody was found, or nobody was looked for'),
  isHidden: z
    .boolean()
    .describe('Whether the record is kept from you: not every field of it is yours to see'),
  record: z
    .object({
      saidIn: z.string().describe('The run in which the vendor sent it'),
      raw: json.describe('As the vendor sent it'),
      withheld: z.array(z.string()).describe('Properties that are never kept, whether or not they were sent'),
      facts: z.array(Fact).describe('In the words of the load'),
      row: z
        .array(z.object({ field: z.string(), label: z.string(), value: json }))
        .nullable()
        .describe('What the mapping made of it; null: it could not, or was not asked to'),
    })
    .nullable()
    .describe('Null: nothing of it is kept'),
})
