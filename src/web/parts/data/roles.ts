import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async () => (await api.roles.list()).items,
})

export const roleQuery = (key: string) =>
  queryOptions({ queryKey: ['roles', key], queryFn: () => api.roles.get(key) })

/** What can be allowed at all; it changes only with the version. */
export const rightsQuery = queryOptions({
  queryKey: ['rights'],
  queryFn: async () => (await api.rights()).items,
  staleTime: Number.POSITIVE_INFINITY,
})
