import type { ActivityWish } from '../../../client/activity.ts'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const activityQuery = (wanted: ActivityWish) =>
  pieces(['activity', wanted], (wish) => api.activity.list({ ...wish, ...wanted }))
