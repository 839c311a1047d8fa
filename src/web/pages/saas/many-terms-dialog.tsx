import { MultiSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Chosen } from '../../../client/bulk-edit.ts'
import type { ApplicationPatch } from '../../../client/person.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { useFocusBack } from '../../ui/focus.ts'
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

const unknowable = [
  { value: 'seats', label: 'Seats bought' },
  { value: 'pricePerSeat', label: 'Price of a seat' },
  { value: 'renewalDate', label: 'Renewal' },
  { value: 'ownerId', label: 'Owner' },
  { value: 'notes', label: 'Notes' },
] as const satisfies readonly { readonly value: keyof TermsDraft; readonly label: string }[]

interface Props {
  readonly wanted: Chosen
  onClose(): void
}

/** Writes the same terms of many applications; what comes of it is shown before anything is changed. */
export function ManyTermsDialog({ wanted, onClose }: Props) {
  const [draft, setDraft] = useState(nothing)
  const [unknown, setUnknown] = useState<readonly string[]>([])
  const ask = useTermsEdit(wanted)
  useFocusBack()
  const told = Object.entries(problemsByField(ask.error))
  const problems = Object.fromEntries(told.map(([field, text]) => [field.replace(/^terms\./, ''), text]))
  return (
    <Dialog opened onClose={onClose} title="Edit the terms of what is chosen" size="xl">
      <DialogForm
        act="Show the plan"
        isBusy={ask.isPending}
        problem={generalProblem(
          ask.error,
          Object.keys(nothing).map((key) => `terms.${key}`),
        )}
        onClose={onClose}
        onSubmit={() => ask.mutate({ act: 'edit', terms: saidOf(draft, unknown) })}
      >
        <Text size="sm" c="dimmed">
          What is left empty here stays as it is.
        </Text>
        <Stack gap="sm">
          <TermsFields
            draft={draft}
            problems={problems}
            set={(change) => setDraft((before) => ({ ...before, ...change }))}
          />
          <MultiSelect label="Becomes unknown" data={unknowable} value={[...unknown]} onChange={setUnknown} />
        </Stack>
      </DialogForm>
    </Dialog>
  )
}

function saidOf(draft: TermsDraft, unknown: readonly string[]): ApplicationPatch {
  const typed = Object.entries(whole(draft)).filter(([, value]) => value !== null)
  return Object.fromEntries([...typed, ...unknown.map((key) => [key, null] as const)])
}
