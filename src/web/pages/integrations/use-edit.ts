import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import type { Integration, IntegrationPatch } from '../../../client/integration.ts'
import { api } from '../../parts/api.ts'
import { integrationQuery } from '../../parts/data/integrations.ts'

/** The editing of one part of an integration. */
export interface Edit<T> {
  readonly isEditing: boolean
  readonly isDirty: boolean
  readonly draft: T
  /** Whether what is saved is no longer what the editing began with. */
  readonly isStale: boolean
  readonly error: Error | null
  readonly isSaving: boolean
  begin(): void
  set(change: Partial<T>): void
  /** Gives up what was typed, and takes what is saved. */
  leave(): void
  save(): void
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Edits a part of an integration. What is typed stays whatever is read meanwhile, is not left by accident, and is
 * told where somebody else saved another version of it.
 */
export function useEdit<T extends object>(
  { id }: Pick<Integration, 'id'>,
  saved: T,
  patchOf: (draft: T) => IntegrationPatch,
): Edit<T> {
  const [edited, setEdited] = useState<{ readonly from: T; readonly draft: T }>()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (draft: T) => api.integrations.update(id, patchOf(draft)),
    onSuccess: (integration) => {
      queries.setQueryData(integrationQuery(id).queryKey, integration)
      setEdited(undefined)
      return queries.invalidateQueries({ queryKey: ['integrations'] })
    },
  })
  const isDirty = edited !== undefined && !same(edited.draft, edited.from)
  useGuard(isDirty)
  const begin = () => setEdited({ from: saved, draft: saved })
  return {
    isEditing: edited !== undefined,
    isDirty,
    draft: edited?.draft ?? saved,
    isStale: edited !== undefined && !same(edited.from, saved),
    error: save.error,
    isSaving: save.isPending,
    begin,
    set: (change) =>
      setEdited((before) => ({
        from: before?.from ?? saved,
        draft: { ...(before?.draft ?? saved), ...change },
      })),
    leave: () => {
      save.reset()
      setEdited(undefined)
    },
    save: () => save.mutate(edited?.draft ?? saved),
  }
}

/** Asks before what was typed is left behind. */
function useGuard(isDirty: boolean): void {
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && current.pathname !== next.pathname && !window.confirm('Leave what you have not saved?'),
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
  })
}
