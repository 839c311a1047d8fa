import { queryOptions } from '@tanstack/react-query'
import type { ViewedList } from '../../../client/view.ts'
import { api } from '../api.ts'

export const viewsQuery = (list: ViewedList) =>
  queryOptions({
    queryKey: ['views', list],
    queryFn: async () => (await api.views.list(list)).items,
    staleTime: 30_000,
  })

/** Asked for when it is shown: so it is known to be used, and an edit is meant for the version that was seen. */
export const shownViewQuery = (id: string) =>
  queryOptions({
    queryKey: ['views', 'shown', id],
    queryFn: () => api.views.get(id),
    staleTime: 30_000,
    retry: false,
  })
