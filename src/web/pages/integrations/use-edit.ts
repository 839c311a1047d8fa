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
  /** What the editing began with, and what is saved by now. */
  readonly from: T
  readonly saved: T
  readonly error: Error | null
  readonly isSaving: boolean
  begin(): void
  set(change: Partial<T>): void
  /** Gives up what was typed, and takes what is saved. */
  leave(): void
  /** Saves what was typed, with a last change. */
  save(change?: Partial<T>): void
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * Edits a part of an integration. What is typed stays whatever is read meanwhile, is not left by accident, and is
 * told where somebody else saved another version of it. Only what was changed is sent: the rest may be another by now.
 */
export function useEdit<T extends object>(
  { id }: Pick<Integration, 'id'>,
  saved: T,
  patchOf: (changed: Partial<T>) => IntegrationPatch,
): Edit<T> {
  const [edited, setEdited] = useState<{ readonly from: T; readonly draft: T }>()
  const queries = useQueryClient()
  const { from, draft } = edited ?? { from: saved, draft: saved }
  const save = useMutation({
    mutationFn: (last: T) => api.integrations.update(id, patchOf(changedOf(from, last))),
    onSuccess: (integration) => {
      queries.setQueryData(integrationQuery(id).queryKey, integration)
      setEdited(undefined)
      return queries.invalidateQueries({ queryKey: ['integrations'] })
    },
  })
  const isDirty = !same(draft, from)
  useGuard(isDirty)
  return {
    isEditing: edited !== undefined,
    isDirty,
    draft,
    from,
    saved,
    error: save.error,
    isSaving: save.isPending,
    begin: () => setEdited({ from: saved, draft: saved }),
    set: (change) =>
      setEdited((before = { from: saved, draft: saved }) => ({
        from: before.from,
        draft: { ...before.draft, ...change },
      })),
    leave: () => {
      save.reset()
      setEdited(undefined)
    },
    save: (change) => save.mutate({ ...draft, ...change }),
  }
}

function changedOf<T extends object>(from: T, draft: T): Partial<T> {
  // The keys are those of the draft.
  const keys = Object.keys(draft) as (keyof T)[]
  const changed: Partial<T> = {}
  for (const key of keys) if (!same(from[key], draft[key])) changed[key] = draft[key]
  return changed
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
