import { useState } from 'react'
import { PlanDialog } from '../../parts/bulk/plan-dialog.tsx'
import { PersonPicker } from '../../parts/person-picker.tsx'
import { problemsByField } from '../../parts/problems.ts'
import type { LinkDialogProps } from './use-links.ts'

/** Chooses the one person whose many SaaS users become. */
export function LinkToPerson({ ask, counted, onClose }: LinkDialogProps) {
  const [personId, setPerson] = useState<string | null>(null)
  const [isMissing, miss] = useState(false)
  const choose = (id: string | null) => {
    setPerson(id)
    miss(false)
  }
  return (
    <PlanDialog
      title={`Link ${counted} to a person`}
      lead="All of them become this person’s, whatever is loaded, until they are given back to the sources."
      ask={ask}
      fields={['personId']}
      onClose={onClose}
      onSubmit={() => (personId === null ? miss(true) : ask.mutate({ to: 'person', personId }))}
    >
      <PersonPicker
        label="Person"
        description="Found by name, username or e-mail address"
        value={personId}
        error={isMissing ? 'choose whose they become' : problemsByField(ask.error).personId}
        onChange={choose}
      />
    </PlanDialog>
  )
}
