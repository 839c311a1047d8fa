import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Modal } from './modal.tsx'

interface ConfirmProps {
  readonly opened: boolean
  readonly title: string
  readonly children: ReactNode
  /** What the button says: the act itself. */
  readonly act: string
  readonly isDangerous?: boolean
  /** What has to be typed before, for what cannot be taken back. */
  readonly typed?: string
  readonly isBusy?: boolean
  readonly problem?: string | undefined
  onClose(): void
  onConfirm(): void
}

/** Asks before an act, naming what it does. */
export function Confirm({ opened, title, ...form }: ConfirmProps) {
  return (
    <Modal opened={opened} onClose={form.onClose} title={title}>
      <ConfirmForm {...form} />
    </Modal>
  )
}

/** Begins anew with every asking: what was typed once confirms nothing later. */
function ConfirmForm(props: Omit<ConfirmProps, 'opened' | 'title'>) {
  const { children, act, isDangerous, typed, isBusy = false, problem, onClose, onConfirm } = props
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed === undefined || text === typed) onConfirm()
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        {typed !== undefined && (
          <TextInput
            label={`Type ${typed} to confirm`}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
        )}
        {problem && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={typed !== undefined && text !== typed}
            // A lighter red has too little contrast with the white of its text.
            {...(isDangerous ? { color: 'red.9' } : {})}
          >
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
