import { Button, Group, Stack, Text } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import type { Field } from '../../../client/types.ts'
import type { Json } from '../../../lib/value.ts'
import { generalProblem, problemsByField } from '../problems.ts'
import { kindOf, type Subject } from './subject.ts'
import { useChange } from './use-change.ts'
import { textOf, typedOf, ValueInput } from './value-input.tsx'

interface EditValueProps {
  readonly subject: Subject
  readonly field: Field
  readonly value: Json
  onClose(): void
}

/** Writes a value by hand, in its place: from then on it stays whatever a source says. */
export function EditValue({ subject: { object, id }, field, value, onClose }: EditValueProps) {
  const [text, setText] = useState(textOf(field, value))
  const save = useChange(
    object,
    () => kindOf(object).calls.update(id, { values: { [field.key]: typedOf(field, text) } }),
    onClose,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const leave = ({ key, target }: KeyboardEvent) => {
    // The first Escape closes the list of a choice.
    const isChoosing = target instanceof Element && target.getAttribute('aria-expanded') === 'true'
    if (key === 'Escape' && !isChoosing) onClose()
  }
  const own = `values.${field.key}`
  return (
    <form onSubmit={submit} onKeyDown={leave}>
      <Stack gap="xs">
        <ValueInput
          field={field}
          text={text}
          error={problemsByField(save.error)[own]}
          autoFocus
          onText={setText}
        />
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
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
