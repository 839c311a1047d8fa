import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { useFocusBack } from '../../ui/focus.ts'
import type { AskLinks } from './use-links.ts'

interface NeedNoneProps {
  readonly ask: AskLinks
  onClose(): void
}

/** Says of many SaaS users that they stand for no person, and why; the plan is shown before anything is changed. */
export function NeedNone({ ask, onClose }: NeedNoneProps) {
  useFocusBack()
  const [reason, setReason] = useState('')
  return (
    <Dialog opened onClose={onClose} title="What is chosen needs no person">
      <DialogForm
        act="Show the plan"
        isBusy={ask.isPending}
        problem={generalProblem(ask.error, ['noPersonReason'])}
        onClose={onClose}
        onSubmit={() => ask.mutate({ to: 'nobody', noPersonReason: reason })}
      >
        <Text size="sm" c="dimmed">
          They become nobody’s, whatever is loaded, and no longer count as without a person, until somebody
          links them or gives them back to the sources.
        </Text>
        <TextInput
          label="Why"
          placeholder="Service account, shared mailbox …"
          required
          value={reason}
          error={problemsByField(ask.error).noPersonReason}
          onChange={({ currentTarget: { value } }) => setReason(value)}
        />
      </DialogForm>
    </Dialog>
  )
}
