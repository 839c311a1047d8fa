import { Button, Text, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'

interface RejectProps {
  readonly isHeld: boolean
  readonly isBusy: boolean
  readonly problem: string | undefined
  /** With a reason, or an empty one. */
  onReject(reason: string): void
}

/** Throws a plan away once that was asked, with the reason where there is one to tell. */
export function Reject({ isHeld, ...form }: RejectProps) {
  const [isAsking, dialog] = useDisclosure(false)
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {isHeld ? 'Reject' : 'Reject the plan'}
      </Button>
      <Dialog opened={isAsking} title="Throw this plan away?" onClose={dialog.close}>
        <Form {...form} onClose={dialog.close} />
      </Dialog>
    </>
  )
}

function Form({ isBusy, problem, onReject, onClose }: Omit<RejectProps, 'isHeld'> & { onClose(): void }) {
  const [reason, setReason] = useState('')
  return (
    <DialogForm
      act="Reject"
      isBusy={isBusy}
      problem={problem}
      onClose={onClose}
      onSubmit={() => onReject(reason.trim())}
    >
      <Text size="sm">Nothing of it is applied, and it cannot be brought back.</Text>
      <Textarea
        data-autofocus
        label="Why (optional)"
        description="Kept with the run, and in activity"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DialogForm>
  )
}
