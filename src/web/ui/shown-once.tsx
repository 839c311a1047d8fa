import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { focusPage } from './focus-page.ts'
import { Modal } from './modal.tsx'
import { useLast } from './use-last.ts'

interface ShownOnceProps {
  /** What is shown; nothing opens without one. */
  readonly value: string | undefined
  readonly title: string
  /** What it is, and what to do with it now. */
  readonly children: ReactNode
  onClose(): void
}

/** A secret that the server told this once: to be copied before the dialog is closed, which no slip does. */
export function ShownOnce({ value, title, children, onClose }: ShownOnceProps) {
  const shown = useLast(value)
  const close = () => {
    onClose()
    focusPage()
  }
  return (
    <Modal
      opened={value !== undefined}
      onClose={close}
      // What had the focus was the dialog that asked for it.
      returnFocus={false}
      title={title}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      size="lg"
    >
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        <Code block fz="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {shown}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={shown ?? ''} timeout={4000}>
            {({ copied, copy }) => (
              <Button
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
                data-autofocus
              >
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={close}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
