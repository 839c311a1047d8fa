import { ActionIcon, Group, Select, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Rule } from '../../../client/integration.ts'
import { askInstead, newRule, type OfferedField, questions } from './conditions.ts'
import { Operand } from './operand.tsx'

interface RuleEditorProps {
  readonly rule: Rule
  readonly problem: string | undefined
  readonly sources: readonly OfferedField[]
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
        <Operand rule={rule} type={type} options={source?.options} onChange={onChange} />
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
