import { z } from 'zod'

/** Items of one piece: when nothing is said, and at most. */
export interface Size {
  readonly usual: number
  readonly most: number
}

/** A filter, with what is said of it on the page of the API. */
const filterSaid = (about: string) =>
  z
    .string()
    .min(1, 'is empty; leave it out to get everything')
    .max(8000)
    .optional()
    .describe(`Only those it is true of, ${about}`)

/** The filter of a list of objects, with one that fits their fields. */
export const filterLike = (example: string, fields: string) =>
  filterSaid(`such as \`${example}\`; it knows the keys of ${fields}, too, and changedBy, the id of a run`)

const filter = filterSaid('by the fields of the answer')

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
