import { lazy, Suspense } from 'react'
import type { Field, NewField, ObjectKind } from '../../client/types.ts'
import { Dialog } from '../ui/dialog-form.tsx'
import { Loading } from '../ui/states.tsx'
import { api } from './api.ts'
import { Fresh } from './fresh.tsx'
import { objectWords } from './object-words.ts'

// Comes when somebody opens it.
const FieldForm = lazy(async () => ({ default: (await import('./field-form.tsx')).FieldForm }))

interface FieldDialogProps {
  readonly opened: boolean
  /** What it is a field of: people when left out. */
  readonly object?: ObjectKind
  /** What a new one is likely to be called, and to hold. */
  readonly suggested?: NewField
  /** The one that is edited. Without, a new one is made. */
  readonly field?: Field | undefined
  onClose(): void
  onDone?(field: Field): void
}

/** Adds a field, or edits one of yours. */
export function FieldDialog({
  opened,
  object = 'person',
  suggested,
  field,
  onClose,
  onDone,
}: FieldDialogProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={field ? `Edit ${field.label}` : `Add a field of ${objectWords[object].many}`}
    >
      <Suspense fallback={<Loading lines={4} />}>
        {field ? (
          <Fresh of={['field', field.id]} read={() => api.fields.get(field.id)}>
            {(now) => <FieldForm object={object} field={now} onClose={onClose} onDone={onDone} />}
          </Fresh>
        ) : (
          <FieldForm object={object} suggested={suggested} onClose={onClose} onDone={onDone} />
        )}
      </Suspense>
    </Dialog>
  )
}
