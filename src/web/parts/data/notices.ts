import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

/** What is open, looked at again now and then. */
export const openNoticesQuery = queryOptions({
  queryKey: ['notices', 'open'],
  queryFn: async () => (await api.notices.list({ open: true, limit: 50 })).items,
  refetchInterval: 30_000,
})

export const noticesQuery = pieces(['notices', 'all'], (wish) => api.notices.list(wish))
