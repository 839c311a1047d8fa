import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const fieldsQuery = queryOptions({
  queryKey: ['fields'],
  queryFn: async () => (await api.fields.list()).items,
  staleTime: 30_000,
})

export const sourceOrderQuery = (key: string) =>
  queryOptions({ queryKey: ['fields', key, 'sources'], queryFn: () => api.fields.sources(key) })
