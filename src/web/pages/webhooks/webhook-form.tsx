import { Checkbox, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NewWebhook } from '../../../client/webhook.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { eventGroups } from './event-words.ts'

interface WebhookFormProps {
  readonly webhook?: NewWebhook
  readonly act: string
  readonly error: Error | null
  readonly isBusy: boolean
  onClose(): void
  onSave(webhook: NewWebhook): void
}

/** Where a webhook is told, and of what. */
export function WebhookForm({ webhook, act, error, isBusy, onClose, onSave }: WebhookFormProps) {
  const [draft, setDraft] = useState<NewWebhook>({
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    events: webhook?.events ?? [],
  })
  const set = (change: Partial<NewWebhook>) => setDraft((before) => ({ ...before, ...change }))
  const problems = problemsByField(error)
  return (
    <DialogForm
      problem={generalProblem(error, ['name', 'url', 'events'])}
      act={act}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={() => onSave(draft)}
    >
      <TextInput
        label="Name"
        required
        value={draft.name}
        error={problems.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <TextInput
        label="Address"
        description="Messages are sent there, by https and over the public internet unless whoever runs Muster allowed otherwise"
        placeholder="https://example.com/hooks"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        value={draft.url}
        error={problems.url}
        onChange={(event) => set({ url: event.currentTarget.value })}
      />
      <Checkbox.Group
        label="It is told when"
        value={[...draft.events]}
        error={problems.events}
        onChange={(events) => set({ events })}
      >
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="lg" mt={6}>
          {eventGroups.map(([group, types]) => (
            <Stack key={group} gap={8}>
              <Text size="sm" c="dimmed">
                {group}
              </Text>
              {types.map(([type, says]) => (
                <Checkbox key={type} value={type} label={says} />
              ))}
            </Stack>
          ))}
        </SimpleGrid>
      </Checkbox.Group>
    </DialogForm>
  )
}
