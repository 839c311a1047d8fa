import { ActionIcon, Select, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useId } from 'react'
import type { Rule } from '../../../client/integration.ts'
import type { AskedType } from '../../../lib/condition/asked-field.ts'
import { zone } from '../../ui/zone.ts'
import { askInstead, newRule, type OfferedField } from './conditions.ts'
import { Operand } from './operand.tsx'
import { countsDays, isDayWord, type Question, questionOf, questions } from './questions.ts'
import classes from './rule-editor.module.css'

interface RuleEditorProps {
  /** What it is called among the others. */
  readonly name: string
  readonly rule: Rule
  readonly problem: string | undefined
  readonly sources: readonly OfferedField[]
  onChange(rule: Rule): void
  onRemove(): void
}

/** One comparison: a field, a question, and what it is compared with. */
export function RuleEditor({ name, rule, problem, sources, onChange, onRemove }: RuleEditorProps) {
  const source = sources.find(({ key }) => key === rule.field)
  const type = source?.type ?? 'text'
  const asked = askable(rule, type)
  const question = questionOf(rule, type)
  const wrong = useId()
  return (
    <fieldset className={classes.whole} aria-label={name} aria-describedby={problem && wrong}>
      <div className={classes.rule}>
        <Select
          aria-label="Field"
          searchable
          allowDeselect={false}
          className={classes.choice}
          data={sources.map(({ key, label }) => ({ value: key, label }))}
          value={rule.field}
          onChange={(key) => {
            const next = sources.find((one) => one.key === key)
            if (next && next.key !== rule.field) onChange(newRule(next.key, next.type))
          }}
        />
        <Select
          aria-label="Question"
          maxDropdownHeight={460}
          allowDeselect={false}
          className={classes.choice}
          data={asked.map(({ key, label }) => ({ value: key, label }))}
          value={question ? keyOf(question, rule.not) : null}
          onChange={(chosen) => {
            const next = asked.find(({ key }) => key === chosen)
            if (next) onChange(askInstead(rule, next, type))
          }}
        />
        <Operand rule={rule} type={type} options={source?.options} onChange={onChange} />
        <ActionIcon variant="subtle" color="gray" size={36} aria-label="Remove this rule" onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      {type === 'datetime' && rule.operator !== 'empty' && (
        <Text size="xs" c="dimmed" mt={2}>
          {hintOf(rule)} of {zone}
        </Text>
      )}
      {problem && (
        <Text id={wrong} size="sm" c="var(--mantine-color-error)" mt={2}>
          {problem}
        </Text>
      )}
    </fieldset>
  )
}

/** What is meant by its days. */
const hintOf = ({ operator, value }: Rule): string =>
  countsDays(operator) || isDayWord(value)
    ? 'Whole days, by the clock'
    : 'A day is the whole day, by the clock'

/** The questions of a type, each both ways where people ask it so; those that a rule asks in any case. */
const askable = (rule: Rule, type: AskedType) =>
  questions[type].flatMap((question) => [
    { ...question, key: keyOf(question), label: labelOf(question.text, question) },
    ...(question.isOneWay && !(rule.not && question === questionOf(rule, type))
      ? []
      : [
          {
            ...question,
            not: true,
            key: keyOf(question, true),
            label: labelOf(question.otherwise, question),
          },
        ]),
  ])

const labelOf = (text: string, { such }: Question): string => (such ? `${text} ${such}` : text)

const keyOf = ({ operator, isNamed }: Question, not = false): string =>
  `${not ? 'not ' : ''}${operator}${isNamed ? ' named' : ''}`
