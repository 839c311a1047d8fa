import { ActionIcon, Box, Group, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { Field } from '../../../client/types.ts'
import { ValueInput } from '../record/value-input.tsx'

/** What becomes of one field of many people. */
export interface Line {
  /** Of the field; empty: none is chosen yet. */
  readonly key: string
  readonly how: 'set' | 'empty' | 'give-back'
  readonly text: string
}

const hows = [
  { value: 'set', label: 'becomes' },
  { value: 'empty', label: 'becomes empty' },
  { value: 'give-back', label: 'is given back to the sources' },
]

interface LineProps {
  readonly line: Line
  readonly fields: readonly Field[]
  readonly error: string | undefined
  onChange(line: Line): void
  readonly onRemove: (() => void) | undefined
}

/** Chooses a field, and what becomes of it. */
export function BulkLine({ line, fields, error, onChange, onRemove }: LineProps) {
  const field = fields.find(({ key }) => key === line.key)
  const choice = useRef<HTMLSelectElement>(null)
  // Whoever asked for another line goes on in it.
  useEffect(() => choice.current?.focus(), [])
  return (
    <Group gap="xs" align="flex-start">
      <NativeSelect
        ref={choice}
        data-autofocus
        aria-label="Field"
        required
        data={[
          { value: '', label: 'Choose a field' },
          ...fields.map(({ key, label }) => ({ value: key, label })),
        ]}
        value={line.key}
        onChange={({ currentTarget: { value } }) => onChange({ ...line, key: value, text: '' })}
      />
      <NativeSelect
        aria-label="What becomes of it"
        data={field?.mandatory ? hows.filter(({ value }) => value !== 'empty') : hows}
        value={line.how}
        // The list has no other values.
        onChange={(event) => onChange({ ...line, how: event.currentTarget.value as Line['how'] })}
      />
      {field && line.how === 'set' && (
        <Box style={{ flex: '1 1 160px' }}>
          <ValueInput
            field={field}
            text={line.text}
            error={error}
            isNeeded
            onText={(text) => onChange({ ...line, text })}
          />
        </Box>
      )}
      {onRemove && (
        <ActionIcon variant="subtle" color="gray" size={36} aria-label="Leave this field" onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
    </Group>
  )
}
