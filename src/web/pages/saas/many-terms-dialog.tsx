import { MultiSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import type { Chosen } from '../../../client/bulk-edit.ts'
import type { ApplicationPatch } from '../../../client/person.ts'
import { PlanDialog } from '../../parts/bulk/plan-dialog.tsx'
import { problemsByField } from '../../parts/problems.ts'
import { termLabels } from '../../parts/term-labels.ts'
import { TermsFields } from './terms-fields.tsx'
import { type TermsDraft, whole } from './use-terms.ts'
import { useTermsEdit } from './use-terms-edit.ts'

const nothing: TermsDraft = {
  seats: null,
  pricePerSeat: null,
  pricePeriod: null,
  currency: null,
  renewalDate: null,
  ownerId: null,
  notes: null,
}

const unknowable = (['seats', 'pricePerSeat', 'renewalDate', 'ownerId', 'notes'] as const).map((value) => ({
  value,
  label: termLabels[value],
}))

interface Props {
  readonly wanted: Chosen
  /** How many these are, as in "12 applications". */
  readonly counted: string
  onClose(): void
}

/** Writes the same terms of many applications; what comes of it is shown before anything is changed. */
export function ManyTermsDialog({ wanted, counted, onClose }: Props) {
  const [draft, setDraft] = useState(nothing)
  const [unknown, setUnknown] = useState<readonly string[]>([])
  const ask = useTermsEdit(wanted)
  return (
    <PlanDialog
      title={`Edit the terms of ${counted}`}
      size="xl"
      lead="What is left empty here stays as it is."
      ask={ask}
      fields={Object.keys(nothing).map((key) => `terms.${key}`)}
      onClose={onClose}
      onSubmit={() => ask.mutate({ act: 'edit', terms: saidOf(draft, unknown) })}
    >
      <Stack gap="sm">
        <TermsFields
          draft={draft}
          problems={problemsByField(ask.error, 'terms.')}
          set={(change) => setDraft((before) => ({ ...before, ...change }))}
        />
        <MultiSelect label="Becomes unknown" data={unknowable} value={[...unknown]} onChange={setUnknown} />
      </Stack>
    </PlanDialog>
  )
}

function saidOf(draft: TermsDraft, unknown: readonly string[]): ApplicationPatch {
  const typed = Object.entries(whole(draft)).filter(([, value]) => value !== null)
  return Object.fromEntries([...typed, ...unknown.map((key) => [key, null] as const)])
}
