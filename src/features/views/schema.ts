import { z } from 'zod'
import { asOfQuery } from '../../kit/list/as-of.ts'

const text = (what: string, most: number) => z.string().trim().min(1).max(most).optional().describe(what)

export const Words = z
  .strictObject({
    search: text('What is searched', 200),
    filter: text('As the list takes it', 8000),
    sort: text('As the list takes it', 400),
    columns: text('In their order, with commas between them; a number behind a colon is a width', 8000),
    density: z.literal('compact').optional(),
    archived: z.literal(true).optional().describe('Archived people instead of the others'),
    group: text('The column whose values are counted, instead of showing rows', 200),
    asOf: asOfQuery.asOf.describe('Always as of this day; as it is today when left out'),
  })
  .describe('What the list is asked, and how it is shown')

const List = z
  .enum(['people', 'saas-applications', 'saas-users', 'devices', 'software'])
  .describe('The list that it is a view of')
const Reach = z
  .enum(['private', 'role', 'everyone'])
  .describe('Who has it: whoever made it, everybody of a role, or everybody')
const name = z.string().trim().min(1, 'is missing').max(80)
const role = z
  .string()
  .min(1)
  .max(63)
  .nullable()
  .describe('The key of the role that has it; null: of no role')
const isDefault = z.boolean().describe('Whether the list comes like this unless something else is wanted')

export const NewView = z.strictObject({
  list: List,
  name,
  isDefault: isDefault.default(false),
  words: Words,
})

export const ViewEdit = z.strictObject({
  name: name.optional(),
  isDefault: isDefault.optional(),
  words: Words.optional(),
})

export const Share = z.strictObject({
  reach: Reach,
  role: role.default(null),
  name: name.optional().describe('What they have it as; as it is called when left out'),
  isDefault: isDefault.default(false),
})

/** What says which fields a view is about. */
export const HiddenQuery = Words.pick({
  search: true,
  filter: true,
  sort: true,
  columns: true,
  group: true,
}).extend({
  list: List,
})

export const HiddenAnswer = z.object({
  items: z.array(
    z.object({
      role: z.string().describe('Its key'),
      label: z.string(),
      missing: z.array(z.string()).describe('What it does not see: fields by their labels, rights'),
    }),
  ),
})

export const ViewsQuery = z.object({ list: List.optional() })

export const ViewAnswer = z.object({
  id: z.string(),
  list: List,
  name: z.string(),
  reach: Reach,
  role,
  isDefault,
  mayEdit: z.boolean().describe('Whether whoever asks may change it'),
  words: Words,
  isFast: z.boolean().describe('Whether an index is kept for it, so that its first rows come at once'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
