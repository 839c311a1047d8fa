import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ApplicationBulkEdit, Chosen } from '../../../client/bulk-edit.ts'
import { api } from '../../parts/api.ts'

/** Asks for an edit of the terms of applications, or to archive or restore them, and goes to its plan. */
export function useTermsEdit(applications: Chosen) {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (edit: Omit<ApplicationBulkEdit, 'applications'>) =>
      api.applicationBulkEdits.create({ ...edit, applications }),
    onSuccess: ({ id }) => void navigate({ to: '/runs/$id', params: { id } }),
  })
}
