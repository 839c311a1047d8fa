import { Button, Group, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { readFilter, writeFilter } from '../../../client/filter.ts'
import type { Problem } from '../../../lib/errors.ts'
import {
  asConditions,
  asGroup,
  newRule,
  type OfferedField,
  type Group as Rules,
} from '../conditions/conditions.ts'
import { GroupEditor } from '../conditions/group-editor.tsx'
import type { ListSpec } from './list-spec.ts'

interface EditorProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly filter: string | undefined
  readonly problems: readonly Problem[]
  onAsk(filter: string | undefined): void
}

/** The rules of a filter, put together by hand; nothing is asked before they are applied. */
export function FilterEditor<T extends { readonly id: string }>(props: EditorProps<T>) {
  const { spec, filter, problems, onAsk } = props
  const [group, setGroup] = useState(() => groupOf(filter, spec.columns))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const condition = asConditions(group)
    onAsk(condition ? writeFilter(condition) : undefined)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" pt="sm">
        <GroupEditor
          group={group}
          place="filter"
          problems={problems}
          none="Without a rule everything is shown."
          sources={spec.columns}
          onChange={setGroup}
        />
        <Group gap="xs">
          <Button type="submit" size="xs">
            Apply the filter
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What a filter says; without one, a rule to begin with. */
function groupOf(filter: string | undefined, [first]: readonly OfferedField[]): Rules {
  const condition = filter === undefined ? undefined : readFilter(filter)
  return asGroup(condition ?? (first ? newRule(first.key, first.type) : null))
}
