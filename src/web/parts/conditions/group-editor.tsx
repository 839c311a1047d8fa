import { ActionIcon, Button, Group as Row, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { Condition } from '../../../client/integration.ts'
import type { Problem } from '../../../lib/errors.ts'
import { type Group, newRule, type OfferedField } from './conditions.ts'
import classes from './group-editor.module.css'
import { RuleEditor } from './rule-editor.tsx'

interface GroupEditorProps {
  readonly group: Group
  /** Where it stands, as problems name it. */
  readonly place: string
  readonly problems: readonly Problem[]
  /** What it means that the outermost group has no rule. */
  readonly none: string
  readonly sources: readonly OfferedField[]
  onChange(group: Group): void
  /** Takes the whole group away; the outermost one stays. */
  readonly onRemove?: () => void
}

/** Rules that all hold, or one of which holds, and groups of such rules. */
export function GroupEditor({ group, place, problems, none, sources, onChange, onRemove }: GroupEditorProps) {
  const [first] = sources
  const set = (at: number, rule: Condition) => onChange({ ...group, rules: group.rules.with(at, rule) })
  const remove = (at: number) => onChange({ ...group, rules: group.rules.toSpliced(at, 1) })
  const add = (rule: Condition) => onChange({ ...group, rules: [...group.rules, rule] })
  return (
    <Stack gap="xs" className={onRemove ? classes.inner : undefined}>
      <Row gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="How the rules are taken together"
          value={group.combine}
          onChange={(value) => onChange({ ...group, combine: value === 'or' ? 'or' : 'and' })}
          data={[
            { value: 'and', label: 'All of these' },
            { value: 'or', label: 'One of these' },
          ]}
        />
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" aria-label="Remove this group" onClick={onRemove}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </Row>
      {group.rules.length === 0 && (
        <Text size="sm" c="dimmed">
          {onRemove ? 'No rule yet' : none}
        </Text>
      )}
      {group.rules.map((rule, at) => {
        const inner = `${place}.rules[${at}]`
        const key = `${at} ${'combine' in rule ? 'group' : rule.field}`
        return 'combine' in rule ? (
          <GroupEditor
            key={key}
            group={rule}
            place={inner}
            problems={problems}
            none={none}
            sources={sources}
            onChange={(next) => set(at, next)}
            onRemove={() => remove(at)}
          />
        ) : (
          <RuleEditor
            key={key}
            name={`Rule ${at + 1}`}
            rule={rule}
            problem={problems.find(({ field }) => field.endsWith(inner))?.message}
            sources={sources}
            onChange={(next) => set(at, next)}
            onRemove={() => remove(at)}
          />
        )
      })}
      {first && (
        <Row gap="xs">
          <Button variant="default" size="xs" onClick={() => add(newRule(first.key, first.type))}>
            Add a rule
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => add({ combine: 'or', rules: [newRule(first.key, first.type)] })}
          >
            Add a group
          </Button>
        </Row>
      )}
    </Stack>
  )
}
