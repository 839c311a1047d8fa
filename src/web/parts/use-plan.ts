import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Run } from '../../client/run.ts'

/** Asks for a run, and goes to its plan. */
export function usePlan<T = void>(ask: (what: T) => Promise<Run>) {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: ask,
    onSuccess: ({ id }) => void navigate({ to: '/runs/$id', params: { id } }),
  })
}
