import { Button, Group, Text } from '@mantine/core'
import { ApiError } from '../../../client/api-error.ts'
import { generalProblem } from '../../parts/problems.ts'
import { useFocusOnHead } from '../../ui/focus.ts'
import classes from './edit-bar.module.css'
import { Meanwhile, type Told } from './meanwhile.tsx'
import { type Edit, same } from './use-edit.ts'

interface EditBarProps<T> {
  readonly edit: Edit<T>
  /** The fields whose problems stand beside them already. */
  readonly shown: readonly string[]
  /** What differs between two versions, in words. */
  tell(before: T, after: T): readonly Told[]
  readonly saveLabel?: string
  /** Whether there is something to save; what was typed, when left out. */
  readonly isReady?: boolean
}

/** Saves what was edited, or leaves it; says what is wrong, and what somebody else did meanwhile. */
export function EditBar<T>({
  edit,
  shown,
  tell,
  saveLabel = 'Save',
  isReady = edit.isDirty,
}: EditBarProps<T>) {
  const bar = useFocusOnHead()
  const isTold =
    edit.error instanceof ApiError && edit.error.code === 'edit.stale' && !same(edit.from, edit.saved)
  const problem = isTold ? undefined : generalProblem(edit.error, shown)
  return (
    <div className={classes.bar} ref={bar}>
      <Meanwhile edit={edit} tell={tell} />
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)" mb="sm" role="alert">
          {problem}
        </Text>
      )}
      <Group gap="sm">
        <Button type="submit" loading={edit.isSaving} disabled={!isReady}>
          {saveLabel}
        </Button>
        {edit.isEditing && (
          <Button variant="default" onClick={edit.leave}>
            Cancel
          </Button>
        )}
        {edit.isDirty && (
          <Text size="sm" c="dimmed" role="status">
            Not saved yet
          </Text>
        )}
      </Group>
    </div>
  )
}
