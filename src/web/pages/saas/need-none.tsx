import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { PlanDialog } from '../../parts/bulk/plan-dialog.tsx'
import { problemsByField } from '../../parts/problems.ts'
import type { LinkDialogProps } from './use-links.ts'

/** Says of many SaaS users that they stand for no person, and why. */
export function NeedNone({ ask, counted, onClose }: LinkDialogProps) {
  const [reason, setReason] = useState('')
  return (
    <PlanDialog
      title={`No person is needed for ${counted}`}
      lead="They become nobody’s, whatever is loaded, and no longer count as without a person, until somebody links them or gives them back to the sources."
      ask={ask}
      fields={['noPersonReason']}
      onClose={onClose}
      onSubmit={() => ask.mutate({ to: 'nobody', noPersonReason: reason })}
    >
      <TextInput
        label="Why"
        placeholder="Service account, shared mailbox …"
        required
        value={reason}
        error={problemsByField(ask.error).noPersonReason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </PlanDialog>
  )
}
