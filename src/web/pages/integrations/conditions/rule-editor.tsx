import { ActionIcon, Group, NumberInput, Select, TagsInput, Text, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { FactType, Rule } from '../../../../client/integration.ts'
import type { SourceField } from '../../../parts/source-fields.ts'
import { askInstead, newRule, questions } from './conditions.ts'

interface RuleEditorProps {
  readonly rule: Rule
  readonly problem: string | undefined
  readonly sources: readonly SourceField[]
  onChange(rule: Rule): void
  onRemove(): void
}

/** One comparison: a field, a question, and what it is compared with. */
export function RuleEditor({ rule, problem, sources, onChange, onRemove }: RuleEditorProps) {
  const source = sources.find(({ key }) => key === rule.field)
  const type = source?.type ?? 'text'
  const asked = questions[type].flatMap(({ operator, text, otherwise }) => [
    { value: operator, label: text },
    { value: `not ${operator}`, label: otherwise },
  ])
  return (
    <div>
      <Group gap="xs" align="flex-start">
        <Select
          aria-label="Field"
          searchable
          allowDeselect={false}
          w={210}
          data={sources.map(({ key, label }) => ({ value: key, label }))}
          value={rule.field}
          onChange={(key) => {
            const next = sources.find((one) => one.key === key)
            if (next && next.key !== rule.field) onChange(newRule(next.key, next.type))
          }}
        />
        <Select
          aria-label="Question"
          allowDeselect={false}
          w={200}
          data={asked}
          value={rule.not ? `not ${rule.operator}` : rule.operator}
          onChange={(value) => {
            const operator = questions[type].find((one) => value?.endsWith(one.operator))?.operator
            if (operator) onChange(askInstead(rule, operator, value?.startsWith('not ') ?? false, type))
          }}
        />
        <Operand rule={rule} type={type} onChange={onChange} />
        <ActionIcon variant="subtle" color="gray" size={36} aria-label="Remove this rule" onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)" mt={2}>
          {problem}
        </Text>
      )}
    </div>
  )
}

interface OperandProps {
  readonly rule: Rule
  readonly type: FactType
  onChange(rule: Rule): void
}

function Operand({ rule, type, onChange }: OperandProps) {
  const { operator, value } = rule
  const input = { 'aria-label': 'Compared with', w: 210 }
  if (operator === 'empty') return null
  if (operator === 'in')
    return (
      <TagsInput
        {...input}
        placeholder="Enter adds one"
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
  return (
    <TextInput
      {...input}
      placeholder={type === 'datetime' ? '2026-01-31' : 'Value'}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange({ ...rule, value: event.currentTarget.value })}
    />
  )
}
