import { Checkbox, Group, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Webhook } from '../../../client/webhook.ts'
import { api } from '../../parts/api.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { Dialog, DialogForm } from '../../ui/dialog-form.tsx'
import { momentOf } from '../../ui/time.ts'
import { zone } from '../../ui/zone.ts'

interface ReplayProps {
  readonly webhook: Webhook
  readonly opened: boolean
  onClose(): void
  /** How many are sent again. */
  onDone(messages: number): void
}

/** Sends what happened within a time: what was given up or missed, or all of it. */
export function ReplayDialog({ webhook, opened, onClose, onDone }: ReplayProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={`Send messages to ${webhook.name} again`}>
      <ReplayForm webhook={webhook} onClose={onClose} onDone={onDone} />
    </Dialog>
  )
}

function ReplayForm({ webhook, onClose, onDone }: Omit<ReplayProps, 'opened'>) {
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [all, setAll] = useState(false)
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () =>
      api.webhooks.replay(webhook.id, {
        from: momentOf(from),
        all,
        ...(until ? { until: momentOf(until) } : {}),
      }),
    onSuccess: async ({ messages }) => {
      onDone(messages)
      await queries.invalidateQueries({ queryKey: ['webhooks', webhook.id] })
      onClose()
    },
  })
  const problems = problemsByField(replay.error)
  return (
    <DialogForm
      problem={generalProblem(replay.error, ['from', 'until'])}
      act="Send again"
      isBusy={replay.isPending}
      onClose={onClose}
      onSubmit={() => replay.mutate()}
    >
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label="From"
          description={`By the clock of ${zone}`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="datetime-local"
          required
          value={from}
          error={problems.from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="Until"
          description="Empty: now"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="datetime-local"
          value={until}
          error={problems.until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <Checkbox
        label="Those that were taken, too"
        description="Otherwise only those that were given up, or missed while it was paused. Their ids stay, so that a receiver can tell."
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
    </DialogForm>
  )
}
