import { NumberInput, Select, TagsInput, TextInput } from '@mantine/core'
import type { Rule } from '../../../client/integration.ts'
import type { AskedType } from '../../../lib/condition/asked-field.ts'

interface OperandProps {
  readonly rule: Rule
  readonly type: AskedType
  /** The values there are, where they are known. */
  readonly options: readonly string[] | undefined
  onChange(rule: Rule): void
}

/** What a rule compares with. */
export function Operand({ rule, type, options = [], onChange }: OperandProps) {
  const { operator, value } = rule
  const input = { 'aria-label': 'Compared with', w: 210 }
  if (operator === 'empty') return null
  if (operator === 'in')
    return (
      <TagsInput
        {...input}
        placeholder="Enter adds one"
        data={[...options]}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={(texts) => onChange({ ...rule, value: type === 'number' ? texts.map(Number) : texts })}
      />
    )
  if (type === 'boolean')
    return (
      <Select
        {...input}
        allowDeselect={false}
        data={[
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]}
        value={String(value)}
        onChange={(chosen) => onChange({ ...rule, value: chosen === 'true' })}
      />
    )
  if (type === 'number' || operator === 'before-days' || operator === 'after-days')
    return (
      <NumberInput
        {...input}
        value={typeof value === 'number' ? value : ''}
        onChange={(number) => typeof number === 'number' && onChange({ ...rule, value: number })}
      />
    )
  if (operator === 'equals' && options.length > 0)
    return (
      <Select
        {...input}
        placeholder="Choose one"
        searchable
        data={[...options]}
        value={typeof value === 'string' ? value : null}
        onChange={(chosen) => onChange({ ...rule, value: chosen ?? '' })}
      />
    )
  return (
    <TextInput
      {...input}
      type={type === 'date' ? 'date' : 'text'}
      placeholder={type === 'datetime' ? '2026-01-31' : 'Value'}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange({ ...rule, value: event.currentTarget.value })}
    />
  )
}
