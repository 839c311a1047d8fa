import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useState } from 'react'
import type { ApplicationPatch, SaasApplication } from '../../../client/person.ts'
import { api } from '../../parts/api.ts'
import { applicationQuery } from '../../parts/data/saas.ts'

/** What is typed of the terms of an application. */
export type TermsDraft = Required<ApplicationPatch>

/**
 * Edits the terms of an application. What is typed stays whatever is read meanwhile, also where the edit is refused
 * because somebody else saved another version. Only what was changed is sent.
 */
export function useTerms(application: SaasApplication, onEnd: () => void) {
  const [begun] = useState(application)
  const from = draftOf(begun)
  const [draft, setDraft] = useState(from)
  const queries = useQueryClient()
  const { id } = begun
  const save = useMutation({
    mutationFn: () => api.saasApplications.update(id, changedOf(from, whole(draft))),
    onSuccess: async (saved) => {
      queries.setQueryData(applicationQuery(id).queryKey, saved)
      onEnd()
      await queries.invalidateQueries({ queryKey: ['saas'] })
    },
  })
  const isDirty = Object.keys(changedOf(from, draft)).length > 0
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && current.pathname !== next.pathname && !window.confirm('Leave what you have not saved?'),
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
  })
  const set = (change: Partial<TermsDraft>) => setDraft((before) => ({ ...before, ...change }))
  return { draft, set, save, isDirty }
}

const draftOf = (of: SaasApplication): TermsDraft => ({
  seats: of.seats,
  pricePerSeat: of.pricePerSeat,
  pricePeriod: of.pricePeriod,
  currency: of.currency,
  renewalDate: of.renewalDate,
  ownerId: of.ownerId,
  notes: of.notes,
})

/** A price that nobody gave a period is one a month. */
export const whole = (draft: TermsDraft): TermsDraft =>
  draft.pricePerSeat === null ? draft : { ...draft, pricePeriod: draft.pricePeriod ?? 'month' }

function changedOf(from: TermsDraft, draft: TermsDraft): ApplicationPatch {
  // The keys are those of the draft.
  const keys = Object.keys(draft) as (keyof TermsDraft)[]
  return Object.fromEntries(keys.filter((key) => draft[key] !== from[key]).map((key) => [key, draft[key]]))
}
