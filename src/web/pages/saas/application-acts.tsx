import { Button, Group, Text } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { wantedOf } from '../../parts/bulk/use-bulk-edit.ts'
import type { Chosen } from '../../parts/list/chosen.ts'
import type { ListWords } from '../../parts/list/words.ts'
import { useTermsEdit } from './use-terms-edit.ts'

// Comes when somebody edits many.
const ManyTermsDialog = lazy(async () => ({
  default: (await import('./many-terms-dialog.tsx')).ManyTermsDialog,
}))

interface Which {
  readonly chosen: Chosen
  readonly words: ListWords
}

/** What can be done with many applications at once; each shows its plan first. */
export function ApplicationActs(which: Which) {
  const [isEditing, edit] = useState(false)
  const wanted = wantedOf(which)
  const ask = useTermsEdit(wanted)
  const isArchived = which.words.archived === true
  return (
    <Group gap={6}>
      {!isArchived && (
        <Button size="xs" variant="default" onClick={() => edit(true)}>
          Edit the terms
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
      {ask.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {ask.error.message}
        </Text>
      )}
      {isEditing && (
        <Suspense>
          <ManyTermsDialog wanted={wanted} onClose={() => edit(false)} />
        </Suspense>
      )}
    </Group>
  )
}
