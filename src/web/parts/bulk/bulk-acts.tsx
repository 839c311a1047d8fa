import { Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy } from 'react'
import { useSeesAll } from '../session.ts'
import { ManyActs } from './many-acts.tsx'
import { useBulkEdit, type Which } from './use-bulk-edit.ts'

// Comes when somebody edits many.
const BulkEditDialog = lazy(async () => ({
  default: (await import('./bulk-edit-dialog.tsx')).BulkEditDialog,
}))

/** What can be done with many people or devices at once; each shows its plan first. */
export function BulkActs(which: Which) {
  const isArchived = which.words.archived === true
  const seesAll = useSeesAll()
  return (
    <ManyActs
      edit="Edit"
      isArchived={isArchived}
      ask={useBulkEdit(which)}
      dialog={(close) => <BulkEditDialog {...which} onClose={close} />}
    >
      {!isArchived && seesAll && which.object === 'person' && <Merge chosen={which.chosen} />}
    </ManyActs>
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
