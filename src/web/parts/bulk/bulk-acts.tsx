import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useBulkEdit, type Which } from './use-bulk-edit.ts'

// Comes when somebody edits many.
const BulkEditDialog = lazy(async () => ({
  default: (await import('./bulk-edit-dialog.tsx')).BulkEditDialog,
}))

/** What can be done with many people or devices at once; each shows its plan first. */
export function BulkActs(which: Which) {
  const [isEditing, edit] = useState(false)
  const ask = useBulkEdit(which)
  const isArchived = which.words.archived === true
  return (
    <Group gap={6}>
      {!isArchived && (
        <Button size="xs" variant="default" onClick={() => edit(true)}>
          Edit
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
      {!isArchived && which.object === 'person' && <Merge chosen={which.chosen} />}
      {ask.error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {ask.error.message}
        </Text>
      )}
      {isEditing && (
        <Suspense>
          <BulkEditDialog {...which} onClose={() => edit(false)} />
        </Suspense>
      )}
    </Group>
  )
}

/** Of two people who are one. */
function Merge({ chosen: { isAll, ids } }: Pick<Which, 'chosen'>) {
  const [id, other] = ids
  if (isAll || ids.size > 2)
    return (
      <Text size="sm" c="dimmed">
        To merge people, choose two
      </Text>
    )
  if (ids.size < 2 || id === undefined) return null
  return (
    <Button
      size="xs"
      variant="default"
      renderRoot={(props) => (
        <Link {...props} to="/people/$id/merge" params={{ id }} search={other ? { with: other } : {}} />
      )}
    >
      Merge
    </Button>
  )
}
