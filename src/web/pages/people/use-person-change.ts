import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PersonDetail } from '../../../client/person.ts'
import { personQuery } from '../../parts/data/people.ts'

/** Something that is done to a person by hand; whatever shows people hears of it. */
export function usePersonChange<T = void>(change: (what: T) => Promise<PersonDetail>, onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (person) => {
      queries.setQueryData(personQuery(person.id).queryKey, person)
      onDone()
      return queries.invalidateQueries({ queryKey: ['people'] })
    },
  })
}
