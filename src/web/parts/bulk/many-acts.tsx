import { Button, Group, Text } from '@mantine/core'
import { type ReactNode, Suspense, useState } from 'react'

interface ManyActsProps {
  /** What editing is called. */
  readonly edit: string
  readonly isArchived: boolean
  readonly ask: {
    readonly isPending: boolean
    readonly error: Error | null
    mutate(edit: { readonly act: 'archive' | 'restore' }): void
  }
  /** What many are edited in. */
  dialog(close: () => void): ReactNode
  /** What else can be done with them. */
  readonly children?: ReactNode
}

/** Edits, archives or restores many at once; each shows its plan first. */
export function ManyActs({ edit, isArchived, ask, dialog, children }: ManyActsProps) {
  const [isEditing, setEditing] = useState(false)
  return (
    <Group gap={6}>
      {!isArchived && (
        <Button size="xs" variant="default" onClick={() => setEditing(true)}>
          {edit}
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        loading={ask.isPending}
        onClick={() => ask.mutate({ act: isArchived ? 'restore' : 'archive' })}
      >
        {isArchived ? 'Restore' : 'Archive'}
      </Button>
      {children}
      {ask.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {ask.error.message}
        </Text>
      )}
      {isEditing && <Suspense>{dialog(() => setEditing(false))}</Suspense>}
    </Group>
  )
}
