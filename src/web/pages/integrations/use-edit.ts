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
  /** Whether it was saved here, and not edited since. */
  readonly isSaved: boolean
  /** What is saved, but for what was typed. */
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
 * Edits a part of an integration. What is typed stays whatever is read meanwhile, and is not left by accident. Only
 * what was changed is sent, so that it takes nothing back that somebody else changed beside it.
 */
export function useEdit<T extends object>(
  { id }: Pick<Integration, 'id'>,
  saved: T,
  patchOf: (changed: Partial<T>) => IntegrationPatch,
): Edit<T> {
  const [edited, setEdited] = useState<{ readonly from: T; readonly typed: Partial<T> }>()
  const queries = useQueryClient()
  const { from, typed } = edited ?? untouched(saved)
  const save = useMutation({
    mutationFn: (last: Partial<T>) => api.integrations.update(id, patchOf(last)),
    onSuccess: (integration) => {
      queries.setQueryData(integrationQuery(id).queryKey, integration)
      setEdited(undefined)
      return queries.invalidateQueries({ queryKey: ['integrations'] })
    },
  })
  const isDirty = Object.keys(typed).length > 0
  useGuard(isDirty)
  return {
    isEditing: edited !== undefined,
    isDirty,
    isSaved: save.isSuccess && edited === undefined,
    draft: { ...saved, ...typed },
    from,
    saved,
    error: save.error,
    isSaving: save.isPending,
    begin: () => setEdited(untouched(saved)),
    set: (change) =>
      setEdited((before = untouched(saved)) => ({
        from: before.from,
        typed: withoutSame({ ...before.typed, ...change }, before.from),
      })),
    leave: () => {
      save.reset()
      setEdited(undefined)
    },
    save: (change) => save.mutate({ ...typed, ...change }),
  }
}

const untouched = <T extends object>(saved: T): { readonly from: T; readonly typed: Partial<T> } => ({
  from: saved,
  typed: {},
})

/** What was typed back to what it was is not changed. */
function withoutSame<T extends object>(typed: Partial<T>, from: T): Partial<T> {
  const changed: Partial<T> = {}
  for (const key in typed) if (!same(from[key], typed[key])) changed[key] = typed[key]
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
