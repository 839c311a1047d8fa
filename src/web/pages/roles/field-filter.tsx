import { Group, MultiSelect, Select, TagsInput } from '@mantine/core'
import type { Field } from '../../../client/types.ts'

interface Filter {
  readonly field: string
  readonly anyOf: readonly string[]
}

interface FieldFilterProps {
  readonly filter: Filter
  readonly fields: readonly Field[]
  onChange(filter: Filter): void
}

/** People by the values of one field. */
export function FieldFilter({ filter, fields, onChange }: FieldFilterProps) {
  const options = fields.find(({ key }) => key === filter.field)?.options ?? []
  const values = {
    label: 'is one of',
    value: [...filter.anyOf],
    onChange: (anyOf: string[]) => onChange({ ...filter, anyOf }),
    style: { flex: '1 1 240px' },
  }
  return (
    <Group align="flex-start" pl={30} gap="sm">
      <Select
        label="Field"
        data={fields.map(({ key, label }) => ({ value: key, label }))}
        searchable
        allowDeselect={false}
        value={filter.field || null}
        onChange={(field) => onChange({ field: field ?? filter.field, anyOf: [] })}
        style={{ flex: '0 1 220px' }}
      />
      {options.length > 0 ? (
        <MultiSelect {...values} data={[...options]} searchable placeholder="Choose values" />
      ) : (
        <TagsInput {...values} placeholder="Type a value, then Enter" acceptValueOnBlur />
      )}
    </Group>
  )
}
