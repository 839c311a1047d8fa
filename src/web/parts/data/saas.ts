import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const applicationsQuery = queryOptions({
  queryKey: ['saas'],
  queryFn: async () => (await api.saasUsers.applications()).items,
})
