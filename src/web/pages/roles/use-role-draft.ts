import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../../client/access.ts'
import { api } from '../../parts/api.ts'
import { roleQuery, rolesQuery } from '../../parts/data/roles.ts'
import { problemsByField } from '../../parts/problems.ts'

/** What of a role is edited together: it is judged together, too. */
export type RoleDraft = Pick<Role, 'rights' | 'filter' | 'hiddenFields'>

/** A draft, with what it began as. */
interface Edited {
  readonly from: RoleDraft
  readonly draft: RoleDraft
}

const draftOf = ({ rights, filter, hiddenFields }: Role): RoleDraft => ({ rights, filter, hiddenFields })

/** Edits a role; nothing is changed before it is saved. */
export function useRoleDraft(role: Role) {
  const saved = draftOf(role)
  const [edited, setEdited] = useState<Edited>()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: ({ from, draft }: Edited) => api.roles.update(role.key, changed(from, draft)),
    onSuccess: async (updated) => {
      queries.setQueryData(roleQuery(role.key).queryKey, updated)
      setEdited(undefined)
      await queries.invalidateQueries({ queryKey: rolesQuery.queryKey, exact: true })
    },
  })
  const { from, draft } = edited ?? { from: saved, draft: saved }
  return {
    draft,
    isDirty: textOf(draft) !== textOf(from),
    isSaving: save.isPending,
    error: save.error,
    problems: problemsByField(save.error),
    set: (change: Partial<RoleDraft>) => setEdited({ from, draft: { ...draft, ...change } }),
    save: () => save.mutate({ from, draft }),
    leave: () => {
      save.reset()
      setEdited(undefined)
    },
  }
}

/** Only what is another now: what somebody else changed meanwhile stays theirs. */
function changed(saved: RoleDraft, draft: RoleDraft): Partial<RoleDraft> {
  const isSame = (key: keyof RoleDraft) => JSON.stringify(draft[key]) === JSON.stringify(saved[key])
  return {
    ...(isSame('rights') ? {} : { rights: draft.rights }),
    ...(isSame('filter') ? {} : { filter: draft.filter }),
    ...(isSame('hiddenFields') ? {} : { hiddenFields: draft.hiddenFields }),
  }
}

/** The same rights in another order are the same. */
const textOf = ({ rights, filter, hiddenFields }: RoleDraft): string =>
  JSON.stringify([rights.toSorted(), filter, hiddenFields.toSorted()])

/** Whether a role sees only some people, or only some of their fields. */
export const isLimited = ({ filter, hiddenFields }: RoleDraft): boolean =>
  filter !== null || hiddenFields.length > 0
