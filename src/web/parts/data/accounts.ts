import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const accountsQuery = (search: string | undefined) =>
  pieces(['accounts', { search }], (wish) => api.accounts.list({ ...wish, search }))
