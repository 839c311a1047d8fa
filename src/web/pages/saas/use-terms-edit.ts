import type { ApplicationBulkEdit, Chosen } from '../../../client/bulk-edit.ts'
import { api } from '../../parts/api.ts'
import { usePlan } from '../../parts/use-plan.ts'

/** Asks for an edit of the terms of applications, or to archive or restore them, and goes to its plan. */
export const useTermsEdit = (applications: Chosen) =>
  usePlan((edit: Omit<ApplicationBulkEdit, 'applications'>) =>
    api.applicationBulkEdits.create({ ...edit, applications }),
  )
