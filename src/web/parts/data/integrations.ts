import { queryOptions } from '@tanstack/react-query'
import type { PreviewWish } from '../../../client/sample.ts'
import { api } from '../api.ts'

export const integrationsQuery = queryOptions({
  queryKey: ['integrations'],
  queryFn: async () => (await api.integrations.list()).items,
  refetchInterval: 10_000,
})

/** Deleted ones, while what they alone loaded is still being marked. */
export const endingsQuery = queryOptions({
  queryKey: ['integrations', 'endings'],
  queryFn: async () => (await api.integrations.endings()).items,
  refetchInterval: 5000,
})

export const integrationQuery = (id: string) =>
  queryOptions({ queryKey: ['integrations', id], queryFn: () => api.integrations.get(id) })

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: async () => (await api.connectors.list()).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** They change only with the version. */
export const brakesQuery = queryOptions({
  queryKey: ['brakes'],
  queryFn: async () => (await api.integrations.brakes()).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** What a value can go through; it changes only with the version. */
export const pipesQuery = queryOptions({
  queryKey: ['pipes'],
  queryFn: async () => (await api.expressions.pipes()).items,
  staleTime: Number.POSITIVE_INFINITY,
})

/** Whether an expression can be read, and what it consists of. */
export const expressionQuery = (kind: 'expression' | 'pipes', text: string) =>
  queryOptions({
    queryKey: ['expressions', kind, text],
    queryFn: () => api.expressions.read(kind, text),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const sampleQuery = (id: string) =>
  queryOptions({
    queryKey: ['integrations', id, 'sample'],
    queryFn: () => api.integrations.sample(id),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What a mapping and conditions that are still being edited make of a record of the sample. */
export const previewQuery = (id: string, wish: PreviewWish) =>
  queryOptions({
    queryKey: ['integrations', id, 'preview', wish],
    queryFn: () => api.integrations.preview(id, wish),
    staleTime: 60_000,
  })
