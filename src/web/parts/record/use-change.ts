import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DeviceDetail } from '../../../client/device.ts'
import type { PersonDetail } from '../../../client/person.ts'
import type { ObjectKind } from '../../../client/types.ts'
import { kindOf } from './subject.ts'

/** Something that is done by hand to a person or a device; whatever shows them hears of it. */
export function useChange(
  object: ObjectKind,
  change: () => Promise<PersonDetail | DeviceDetail>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  const { root } = kindOf(object)
  return useMutation({
    mutationFn: change,
    onSuccess: (changed) => {
      queries.setQueryData([root, changed.id], changed)
      onDone()
      return queries.invalidateQueries({ queryKey: [root] })
    },
  })
}
