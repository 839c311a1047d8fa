import { Button, Group, Text } from '@mantine/core'
import { generalProblem } from '../../parts/problems.ts'
import { Note } from '../../ui/note.tsx'
import classes from './edit-bar.module.css'
import { type Edit, same } from './use-edit.ts'

interface EditBarProps<T> {
  readonly edit: Edit<T>
  /** The fields whose problems stand beside them already. */
  readonly shown: readonly string[]
  readonly saveLabel?: string
}

/** Saves what was edited, or leaves it; says what is wrong, and what somebody else did meanwhile. */
export function EditBar<T>({ edit, shown, saveLabel = 'Save' }: EditBarProps<T>) {
  const problem = generalProblem(edit.error, shown)
  return (
    <div className={classes.bar}>
      {!same(edit.from, edit.saved) && (
        <Note tone="warning" title="This was changed meanwhile" role="status">
          Somebody saved another version while you were editing. Saving replaces it with yours.{' '}
          <Button variant="default" size="compact-xs" onClick={edit.leave}>
            Show the saved one
          </Button>
        </Note>
      )}
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)" mb="sm" role="alert">
          {problem}
        </Text>
      )}
      <Group gap="sm">
        <Button type="submit" loading={edit.isSaving} disabled={!edit.isDirty}>
          {saveLabel}
        </Button>
        <Button variant="default" onClick={edit.leave}>
          Leave it
        </Button>
        {edit.isDirty && (
          <Text size="sm" c="dimmed" role="status">
            Not saved yet
          </Text>
        )}
      </Group>
    </div>
  )
}
