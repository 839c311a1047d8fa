import { z } from 'zod'

/** Items of one piece: when nothing is said, and at most. */
export interface Size {
  readonly usual: number
  readonly most: number
}

const filter = z
  .string()
  .min(1, 'is empty; leave it out to get everything')
  .max(8000)
  .optional()
  .describe('Only those it is true of, such as `department eq "Sales" and start_date gt 2026-01-31`')

/** What every list can be asked. */
export const listQuery = ({ usual, most }: Size = { usual: 50, most: 200 }) =>
  z.object({
    filter,
    sort: z
      .string()
      .min(1)
      .max(400)
      .optional()
      .describe('Fields with commas between them; `-` before one turns it round. What is empty comes last'),
    fields: z
      .string()
      .min(1)
      .max(8000)
      .transform((names) => names.split(',').map((name) => name.trim()))
      .optional()
      .describe('Only these fields of each item, with commas between them'),
    limit: z.coerce.number().int().min(1).max(most).default(usual).describe('At most so many items'),
    cursor: z.string().max(8000).optional().describe('`next` of the piece before; in the same order'),
  })

/** What every count can be asked. */
export const countQuery = z.object({ filter })
