import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { useFocusBack } from '../../ui/focus.ts'
import { generalProblem } from '../problems.ts'

interface PlanDialogProps {
  readonly title: string
  readonly size?: string
  /** What it means, before it is asked for. */
  readonly lead: string
  readonly ask: { readonly isPending: boolean; readonly error: unknown }
  /** The fields beside which their own problems are told. */
  readonly fields: readonly string[]
  readonly children: ReactNode
  onClose(): void
  onSubmit(): void
}

/** What is to become of many at once; the plan is shown before anything is changed. */
export function PlanDialog({ title, size, lead, ask, fields, children, onClose, onSubmit }: PlanDialogProps) {
  useFocusBack()
  return (
    <Dialog opened onClose={onClose} title={title} {...(size === undefined ? {} : { size })}>
      <DialogForm
        act="Show the plan"
        isBusy={ask.isPending}
        problem={generalProblem(ask.error, fields)}
        onClose={onClose}
        onSubmit={onSubmit}
      >
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
        {children}
      </DialogForm>
    </Dialog>
  )
}
