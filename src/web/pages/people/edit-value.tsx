import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type ChangeEvent, type FormEvent, useState } from 'react'
import type { Field } from '../../../client/types.ts'
import type { Json } from '../../../lib/value.ts'
import { api } from '../../parts/api.ts'
import { generalProblem, problemsByField } from '../../parts/problems.ts'
import { usePersonChange } from './use-person-change.ts'

interface EditValueProps {
  readonly personId: string
  readonly field: Field
  readonly value: Json
  onClose(): void
}

/** Writes a value by hand, in its place: from then on it stays whatever a source says. */
export function EditValue({ personId, field, value, onClose }: EditValueProps) {
  const [text, setText] = useState(textOf(value))
  const save = usePersonChange(
    () => api.people.update(personId, { values: { [field.key]: typedOf(field, text) } }),
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const own = `values.${field.key}`
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Input field={field} text={text} error={problemsByField(save.error)[own]} onText={setText} />
        {generalProblem(save.error, [own]) && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {generalProblem(save.error, [own])}
          </Text>
        )}
        <Group gap="xs">
          <Button type="submit" size="xs" loading={save.isPending}>
            Save
          </Button>
          <Button variant="default" size="xs" onClick={onClose}>
            Leave it
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface InputProps {
  readonly field: Field
  readonly text: string
  readonly error: string | undefined
  onText(text: string): void
}

function Input({ field: { label, type, options, mandatory }, text, error, onText }: InputProps) {
  const input = {
    'aria-label': label,
    size: 'sm' as const,
    value: text,
    error,
    // Whoever asked for it wants to type at once.
    autoFocus: true,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>) =>
      onText(event.currentTarget.value),
  }
  const none = mandatory ? [] : [{ value: '', label: 'None' }]
  if (type === 'choice') return <NativeSelect {...input} data={[...none, ...options]} />
  if (type === 'boolean') return <NativeSelect {...input} data={[...none, ...flags]} />
  if (type === 'long_text') return <Textarea {...input} autosize maxRows={8} />
  return <TextInput {...input} type={inputTypes[type] ?? 'text'} />
}

const flags = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]

const inputTypes: Readonly<Record<string, string>> = { email: 'email', date: 'date' }

const textOf = (value: Json): string => (value === null ? '' : String(value))

function typedOf({ type }: Field, text: string): Json {
  if (text.trim() === '') return null
  return type === 'boolean' ? text === 'true' : text
}
