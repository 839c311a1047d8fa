import { z } from 'zod'
import { Chosen } from '../bulk-edits/schema.ts'
import { TermsEdit } from '../terms/schema.ts'

export const TermsBulkEdit = z.strictObject({
  act: z.enum(['edit', 'archive', 'restore']),
  applications: Chosen.describe(
    'Each by id, or all that the list of SaaS applications has when it is asked this',
  ),
  terms: TermsEdit.default({}).describe('Of an edit: what is written of all of them; what is left out stays'),
})
