import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async () => (await api.providers.list()).items,
})

/** The ways to sign in, as everybody may know them. */
export const waysQuery = queryOptions({ queryKey: ['sign-in'], queryFn: api.session.ways })
