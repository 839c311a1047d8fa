import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const applicationsQuery = queryOptions({
  queryKey: ['saas'],
  queryFn: async () => (await api.saasUsers.applications()).items,
})

export const saasUsersQuery = (applicationId: string, unmatched: boolean | undefined) =>
  pieces(['saas', applicationId, 'users', { unmatched }], (wish) =>
    api.saasUsers.list({ ...wish, applicationId, unmatched }),
  )
