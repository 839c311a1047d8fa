import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../../client/api-error.ts'

/** What was read, kept while it is fresh. What the server refuses is not asked again; where it does not answer, it is. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5000,
      networkMode: 'always',
      retry: (failures, error) =>
        error instanceof ApiError && error.code === 'server.unavailable' && failures < 3,
    },
    mutations: { networkMode: 'always' },
  },
})
