import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const integrationsQuery = queryOptions({
  queryKey: ['integrations'],
  queryFn: async () => (await api.integrations.list()).items,
  refetchInterval: 10_000,
})

export const integrationQuery = (id: string) =>
  queryOptions({ queryKey: ['integrations', id], queryFn: () => api.integrations.get(id) })

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: async () => (await api.connectors.list()).items,
  staleTime: Number.POSITIVE_INFINITY,
})
