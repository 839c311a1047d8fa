import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ['people', id], queryFn: () => api.people.get(id) })

export const peopleCountQuery = queryOptions({
  queryKey: ['people', 'count'],
  queryFn: () => api.people.count(),
})

export const changesQuery = (id: string) =>
  pieces(['people', id, 'changes'], (wish) => api.people.changes(id, wish))

/** People who may be the same, or of whom somebody said that they are not. */
export const duplicatesQuery = (dismissed: boolean) =>
  pieces(['duplicates', dismissed], (wish) => api.duplicates.list({ ...wish, dismissed }))

/** What a merge of two people would make of them; looked at anew each time. */
export const mergeQuery = (id: string, other: string) =>
  queryOptions({
    // Once they are one there is nothing to look at: what is read anew of people leaves it alone.
    queryKey: ['merge', id, other],
    queryFn: () => api.merges.preview(id, other),
    staleTime: 0,
  })
