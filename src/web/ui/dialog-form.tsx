import { Alert, Button, Group, Stack } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { Modal } from './modal.tsx'

interface DialogProps {
  readonly opened: boolean
  readonly title: string
  readonly size?: string
  /** Whether something is asked over it, which Escape closes alone. */
  readonly isBehind?: boolean
  readonly children: ReactNode
  onClose(): void
}

/** A dialog with something to fill in: only a decision closes it, so that nothing typed is lost by a slip. */
export function Dialog({ opened, title, size = 'md', isBehind = false, children, onClose }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={size}
      closeOnClickOutside={false}
      closeOnEscape={!isBehind}
    >
      {children}
    </Modal>
  )
}

interface DialogFormProps {
  /** What went wrong, where no field says it. */
  readonly problem: string | undefined
  /** What the button says: the act itself. */
  readonly act: string
  readonly isBusy: boolean
  readonly children: ReactNode
  onClose(): void
  onSubmit(): void
}

/** The form in a dialog, with the act and the way out at its end. */
export function DialogForm({ problem, act, isBusy, children, onClose, onSubmit }: DialogFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    onSubmit()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {problem && (
          <Alert color="red" variant="light" role="alert">
            {problem}
          </Alert>
        )}
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
