import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'
import { pieces } from './lists.ts'

interface PeopleWish {
  readonly search?: string | undefined
  readonly archived?: boolean | undefined
}

export const peopleQuery = ({ search, archived = false }: PeopleWish) =>
  pieces(['people', { search, archived }], (wish) => api.people.list({ ...wish, search, archived }))

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ['people', id], queryFn: () => api.people.get(id) })

export const peopleCountQuery = queryOptions({
  queryKey: ['people', 'count'],
  queryFn: () => api.people.count(),
})

export const changesQuery = (id: string) =>
  pieces(['people', id, 'changes'], (wish) => api.people.changes(id, wish))
