import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const tokensQuery = pieces(['tokens'], (wish) => api.tokens.list(wish))
