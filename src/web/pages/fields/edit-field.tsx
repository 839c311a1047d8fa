import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Field } from '../../../client/types.ts'
import { api } from '../../parts/api.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { Note } from '../../ui/note.tsx'

interface EditFieldProps {
  /** Nothing is shown without one. */
  readonly field: Field | undefined
  onClose(): void
}

/** Edits what may change of a field of yours: its key and type stay. */
export function EditFieldDialog({ field, onClose }: EditFieldProps) {
  return (
    <Modal
      opened={field !== undefined}
      onClose={onClose}
      title={`Edit ${field?.label ?? 'a field'}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {field && <EditForm key={field.key} field={field} onClose={onClose} />}
    </Modal>
  )
}

function EditForm({ field, onClose }: { readonly field: Field; onClose(): void }) {
  const [label, setLabel] = useState(field.label)
  const [mandatory, setMandatory] = useState(field.mandatory)
  const queries = useQueryClient()
  const update = useMutation({
    mutationFn: () => api.fields.update(field.key, { label, mandatory }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['fields'] })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    update.mutate()
  }
  const problems = problemsByField(update.error)
  const problem = generalProblem(update.error, ['label', 'mandatory'])
  return (
    <form onSubmit={submit}>
      <Stack>
        {problem && (
          <Note tone="bad" role="alert">
            {problem}
          </Note>
        )}
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          value={label}
          error={problems.label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          data-autofocus
        />
        <Checkbox
          label="Mandatory"
          description="Nobody can be created without it"
          checked={mandatory}
          error={problems.mandatory}
          onChange={(event) => setMandatory(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={update.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
