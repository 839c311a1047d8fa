import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const applicationsQuery = queryOptions({
  queryKey: ['saas'],
  queryFn: async () => (await api.saasApplications.list()).items,
})

export const applicationQuery = (id: string) =>
  queryOptions({ queryKey: ['saas', id, 'terms'], queryFn: () => api.saasApplications.get(id) })

export const applicationChangesQuery = (id: string) =>
  pieces(['saas', id, 'changes'], (wish) => api.saasApplications.changes(id, wish))

/** The last changes of some of the terms. */
export const whyTermsQuery = (id: string, terms: readonly string[]) =>
  queryOptions({
    queryKey: ['saas', id, 'why', terms],
    queryFn: () =>
      api.saasApplications.changes(id, {
        filter: `field in (${terms.map((term) => JSON.stringify(term)).join(', ')})`,
        limit: 20,
      }),
  })

/** Beside what lists know of SaaS users, so that whatever is said of one reaches both. */
export const saasUserQuery = (id: string) =>
  queryOptions({ queryKey: ['saas', 'user', id], queryFn: () => api.saasUsers.get(id) })

export const saasUserClaimsQuery = (id: string, field: string) =>
  queryOptions({
    queryKey: ['saas', 'user', id, 'claims', field],
    queryFn: () => api.saasUsers.claims(id, field),
  })

export const saasUserChangesQuery = (id: string) =>
  pieces(['saas', 'user', id, 'changes'], (wish) => api.saasUsers.changes(id, wish))

export const saasUsersCountQuery = queryOptions({
  queryKey: ['saas-users', 'count'],
  queryFn: () => api.saasUsers.count(),
})
