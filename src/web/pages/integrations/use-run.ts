import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../parts/api.ts'

/** Asks for a plan of what a run would do, or for the run, and goes to it. */
export function useRun(id: string, mode: 'plan' | 'apply') {
  const navigate = useNavigate()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => api.integrations.run(id, mode),
    onSuccess: (run) => void navigate({ to: '/runs/$id', params: { id: run.id } }),
    onSettled: () =>
      Promise.all(['integrations', 'runs'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
}
