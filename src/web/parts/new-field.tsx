import { Button, Checkbox, Group, Modal, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Field } from '../../client/types.ts'
import { Note } from '../ui/note.tsx'
import { api } from './api.ts'
import { fieldTypeWords } from './field-types.ts'
import { generalProblem, problemsByField } from './problems.ts'

interface NewFieldProps {
  readonly opened: boolean
  /** What it is likely to be called, and to hold. */
  readonly suggested?: { readonly label: string; readonly type: string }
  onClose(): void
  onDone?(field: Field): void
}

/** Adds a field to people. */
export function NewFieldDialog({ opened, suggested, onClose, onDone }: NewFieldProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Add a field of people"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <NewFieldForm suggested={suggested} onClose={onClose} onDone={onDone} />
    </Modal>
  )
}

interface FormProps {
  readonly suggested: NewFieldProps['suggested'] | undefined
  onClose(): void
  readonly onDone: ((field: Field) => void) | undefined
}

const types = Object.entries(fieldTypeWords).map(([value, label]) => ({ value, label }))
const shown = ['label', 'type', 'unique', 'mandatory', 'options']

function NewFieldForm({ suggested, onClose, onDone }: FormProps) {
  const [field, setField] = useState({
    label: suggested?.label ?? '',
    type: suggested?.type ?? 'text',
    unique: false,
    mandatory: false,
    options: [] as string[],
  })
  const set = (change: Partial<typeof field>) => setField((before) => ({ ...before, ...change }))
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: () => api.fields.create(field.type === 'choice' ? field : { ...field, options: [] }),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['fields'] })
      onDone?.(made)
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    create.mutate()
  }
  const problems = problemsByField(create.error)
  const problem = generalProblem(create.error, shown)
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
          value={field.label}
          error={problems.label}
          onChange={(event) => set({ label: event.currentTarget.value })}
          data-autofocus
        />
        <Select
          label="Type"
          description="Cannot be changed later"
          data={types}
          value={field.type}
          error={problems.type}
          allowDeselect={false}
          onChange={(type) => set({ type: type ?? field.type })}
        />
        {field.type === 'choice' && (
          <TagsInput
            label="Options"
            description="Its only values; Enter adds one"
            value={field.options}
            error={problems.options}
            onChange={(options) => set({ options })}
          />
        )}
        <Checkbox
          label="Unique"
          description="No two people have the same value, so it can be a sync key"
          checked={field.unique}
          error={problems.unique}
          onChange={(event) => set({ unique: event.currentTarget.checked })}
        />
        <Checkbox
          label="Mandatory"
          description="Nobody can be created without it"
          checked={field.mandatory}
          error={problems.mandatory}
          onChange={(event) => set({ mandatory: event.currentTarget.checked })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
