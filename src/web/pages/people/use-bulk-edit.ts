import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { BulkEdit } from '../../../client/bulk-edit.ts'
import { api } from '../../parts/api.ts'
import type { Chosen } from '../../parts/list/chosen.ts'
import type { ListWords } from '../../parts/list/words.ts'

/** Whom a bulk edit is about. */
export interface Whom {
  readonly chosen: Chosen
  readonly words: ListWords
}

/** Asks for a bulk edit, and goes to its plan. */
export function useBulkEdit(whom: Whom) {
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (edit: Omit<BulkEdit, 'people'>) => api.bulkEdits.create({ ...edit, people: peopleOf(whom) }),
    onSuccess: ({ id }) => void navigate({ to: '/runs/$id', params: { id } }),
  })
}

function peopleOf({ chosen, words }: Whom): BulkEdit['people'] {
  const ids = [...chosen.ids]
  if (!chosen.isAll) return { ids }
  const { filter, search, sort, archived = false } = words
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(search === undefined ? {} : { search }),
    ...(sort === undefined ? {} : { sort }),
    archived,
    but: ids,
  }
}
