import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const applicationsQuery = queryOptions({
  queryKey: ['saas'],
  queryFn: async () => (await api.saasApplications.list()).items,
})

export const applicationQuery = (id: string) =>
  queryOptions({ queryKey: ['saas', id, 'terms'], queryFn: () => api.saasApplications.get(id) })

export const saasUsersCountQuery = queryOptions({
  queryKey: ['saas-users', 'count'],
  queryFn: () => api.saasUsers.count(),
})
