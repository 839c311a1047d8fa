import { Text } from '@mantine/core'
import { useState } from 'react'
import { PersonPicker } from '../../parts/person-picker.tsx'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { useFocusBack } from '../../ui/focus.ts'
import type { AskLinks } from './use-links.ts'

interface LinkToPersonProps {
  readonly ask: AskLinks
  onClose(): void
}

/** Chooses the one person whose many SaaS users become; the plan is shown before anything is changed. */
export function LinkToPerson({ ask, onClose }: LinkToPersonProps) {
  useFocusBack()
  const [personId, setPerson] = useState<string | null>(null)
  const [isMissing, miss] = useState(false)
  const choose = (id: string | null) => {
    setPerson(id)
    miss(false)
  }
  return (
    <Dialog opened onClose={onClose} title="Link what is chosen to a person">
      <DialogForm
        act="Show the plan"
        isBusy={ask.isPending}
        problem={generalProblem(ask.error, ['personId'])}
        onClose={onClose}
        onSubmit={() => (personId === null ? miss(true) : ask.mutate({ to: 'person', personId }))}
      >
        <Text size="sm" c="dimmed">
          All of them become this person’s, whatever is loaded, until they are given back to the sources.
        </Text>
        <PersonPicker
          label="Person"
          description="Found by name, username or e-mail address"
          value={personId}
          error={isMissing ? 'choose whose they become' : problemsByField(ask.error).personId}
          onChange={choose}
        />
      </DialogForm>
    </Dialog>
  )
}
