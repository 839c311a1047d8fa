import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const credentialsQuery = queryOptions({
  queryKey: ['credentials'],
  queryFn: async () => (await api.credentials.list()).items,
})
