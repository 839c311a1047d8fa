import { queryOptions } from '@tanstack/react-query'
import type { ViewedList } from '../../../client/view.ts'
import { api } from '../api.ts'

export const viewsQuery = (list: ViewedList) =>
  queryOptions({
    queryKey: ['views', list],
    queryFn: async () => (await api.views.list(list)).items,
    staleTime: 30_000,
  })
