import { z } from 'zod'
import { ids } from '../bulk-edits/schema.ts'
import { NoPersonReason } from '../saas-users/schema.ts'

const Chosen = z.xor([
  z.strictObject({ ids: ids.min(1, 'names none') }),
  z.strictObject({
    filter: z.string().min(1).max(8000).optional(),
    search: z.string().trim().max(200).optional(),
    applicationId: z.string().max(60).optional(),
    sort: z.string().min(1).max(400).optional().describe('The order in which they are told'),
    but: ids.default([]).describe('Ids of those that are left out'),
  }),
])

export const SaasUserLinks = z.strictObject({
  saasUsers: Chosen.describe('Each by id, or all that the list of SaaS users has when it is asked this'),
  to: z
    .enum(['address', 'person', 'nobody', 'sources'])
    .describe(
      'Whose they become: the person’s whom their own e-mail address finds, where they are nobody’s yet; the one person’s ' +
        'who is named; nobody’s; or whose the sources say',
    ),
  personId: z.string().max(60).nullable().default(null).describe('Named where they become one person’s'),
  noPersonReason: NoPersonReason.nullable().default(null),
})
