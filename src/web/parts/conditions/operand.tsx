import { Group, NumberInput, Select, TagsInput, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Rule } from '../../../client/integration.ts'
import type { AskedType } from '../../../lib/condition/asked-field.ts'
import type { Json } from '../../../lib/value.ts'
import { DayOperand } from './day-operand.tsx'
import { countsDays } from './questions.ts'

interface OperandProps {
  readonly rule: Rule
  readonly type: AskedType
  /** The values there are, where they are known. */
  readonly options: readonly string[] | undefined
  onChange(rule: Rule): void
}

const name = 'Compared with'
const wide = { w: 210, maw: '100%' } as const

/** What a rule compares with. */
export function Operand({ rule, type, options = [], onChange }: OperandProps) {
  const { operator, value = '' } = rule
  const put = (next: Json) => onChange({ ...rule, value: next })
  if (operator === 'empty') return null
  if (operator === 'in')
    return (
      <TagsInput
        {...wide}
        aria-label={name}
        placeholder="Enter adds one"
        data={[...options]}
        value={Array.isArray(value) ? value.map(String) : []}
        onChange={(texts) => put(type === 'number' ? texts.map(Number) : texts)}
      />
    )
  if (countsDays(operator)) return <NumberOperand label="Days" value={value} least={0} onChange={put} />
  if (operator === 'between')
    return (
      <Both value={value} onChange={put}>
        {(one, label, putOne) => (
          <Single {...{ label, type, options, operator }} value={one} onChange={putOne} />
        )}
      </Both>
    )
  return <Single {...{ label: name, type, options, operator, value }} onChange={put} />
}

interface SingleProps extends Pick<OperandProps, 'type'> {
  readonly label: string
  readonly operator: Rule['operator']
  readonly options: readonly string[]
  readonly value: Json
  onChange(value: Json): void
}

function Single({ label, type, operator, options, value, onChange }: SingleProps) {
  const input = { ...wide, 'aria-label': label }
  if (type === 'date' || type === 'datetime')
    return (
      <DayOperand
        label={label}
        takesTime={type === 'datetime' && operator !== 'equals'}
        value={String(value)}
        onChange={onChange}
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
        onChange={(chosen) => onChange(chosen === 'true')}
      />
    )
  if (type === 'number') return <NumberOperand label={label} value={value} onChange={onChange} />
  if (operator === 'equals' && options.length > 0)
    return (
      <Select
        {...input}
        placeholder="Choose one"
        searchable
        data={[...options]}
        value={typeof value === 'string' ? value : null}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    )
  return (
    <TextInput
      {...input}
      placeholder="Value"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

interface NumberProps extends Pick<SingleProps, 'label' | 'value' | 'onChange'> {
  readonly least?: number
}

function NumberOperand({ label, value, least, onChange }: NumberProps) {
  return (
    <NumberInput
      aria-label={label}
      w={least === undefined ? 140 : 90}
      {...(least === undefined ? {} : { min: least, allowDecimal: false })}
      value={typeof value === 'number' ? value : ''}
      onChange={(number) => typeof number === 'number' && onChange(number)}
    />
  )
}

interface BothProps extends Pick<SingleProps, 'value' | 'onChange'> {
  children(value: Json, label: string, onChange: (value: Json) => void): ReactNode
}

/** The first and the last that still fit. */
function Both({ value, onChange, children }: BothProps) {
  const [first = '', last = ''] = Array.isArray(value) ? value : []
  return (
    <Group gap="xs">
      {children(first, 'The first', (next) => onChange([next, last]))}
      <Text size="sm">and</Text>
      {children(last, 'The last', (next) => onChange([first, next]))}
    </Group>
  )
}
