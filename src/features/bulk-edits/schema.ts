import { z } from 'zod'
import { HandEdit } from '../hand-edits/schema.ts'

/** Ids of what is edited. */
export const ids = z
  .array(z.string())
  .max(10_000, 'may name 10,000 at most: name fewer at a time, or say by "filter" which')

/** Which of a list an edit is about. */
export const Chosen = z.xor([
  z.strictObject({ ids: ids.min(1, 'names none') }),
  z.strictObject({
    filter: z.string().min(1).max(8000).optional(),
    search: z.string().trim().max(200).optional(),
    archived: z.boolean().default(false),
    sort: z.string().min(1).max(400).optional().describe('The order in which they are told'),
    but: ids.default([]).describe('Ids of those that are left out'),
  }),
])

const Edit = HandEdit.extend({ act: z.enum(['edit', 'archive', 'restore']) })

export const BulkEdit = Edit.extend({
  people: Chosen.describe('Each by id, or everybody whom the list of people has when it is asked this'),
})

export const DeviceBulkEdit = Edit.extend({
  devices: Chosen.describe('Each by id, or all that the list of devices has when it is asked this'),
})
