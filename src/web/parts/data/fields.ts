import { queryOptions } from '@tanstack/react-query'
import type { ObjectKind } from '../../../client/types.ts'
import { api } from '../api.ts'

export const fieldsQuery = queryOptions({
  queryKey: ['fields'],
  queryFn: async () => (await api.fields.list()).items,
  staleTime: 30_000,
})

export const sourceOrderQuery = (id: string) =>
  queryOptions({ queryKey: ['fields', id, 'sources'], queryFn: () => api.fields.sources(id) })

/** The fields of devices. */
const deviceFieldsQuery = queryOptions({
  queryKey: ['fields', 'device'],
  queryFn: async () => (await api.fields.list({ object: 'device' })).items,
  staleTime: 30_000,
})

export const fieldsOf = (object: ObjectKind) => (object === 'person' ? fieldsQuery : deviceFieldsQuery)
