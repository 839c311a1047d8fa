import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const fieldsQuery = queryOptions({
  queryKey: ['fields'],
  queryFn: async () => (await api.fields.list()).items,
  staleTime: 30_000,
})
