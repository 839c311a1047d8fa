import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../parts/api.ts'
import { forgetVisits } from '../parts/recent.ts'
import { sessionQuery } from '../parts/session.ts'

/** Ends the session; nothing of what one account saw stays for the next. */
export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const end = useMutation({
    mutationFn: api.session.end,
    onSuccess: async () => {
      queries.setQueryData(sessionQuery.queryKey, null)
      await navigate({ to: '/sign-in' })
      forgetVisits()
      queries.clear()
    },
  })
  return end.mutate
}
