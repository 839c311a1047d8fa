import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { countOf, countText } from '../../ui/numbers.ts'
import { countChosen } from './chosen.ts'
import type { ListSpec } from './list-spec.ts'
import type { Selection } from './use-selection.ts'

interface BarProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly selection: Selection
  /** How many the list has; undefined: that is not known. */
  readonly count: number | undefined
  /** What can be done with them. */
  readonly children: ReactNode
}

/** How many rows are chosen, and what can be done with them. */
export function SelectionBar<T extends { readonly id: string }>(props: BarProps<T>) {
  const { spec, selection, count, children } = props
  const { chosen, hidden, isWaiting, chooseAll, clear } = selection
  const many = countChosen(chosen, count)
  if (many === 0) return null
  const isMore = !isWaiting && !chosen.isAll && (count === undefined || count > chosen.ids.size - hidden)
  return (
    <Group
      component="section"
      aria-label={`Chosen ${spec.many}`}
      px="md"
      py={10}
      gap="sm"
      bg="var(--m-chosen)"
      style={{ borderTop: '1px solid var(--m-line)' }}
    >
      <Text size="sm" fw={560} role="status">
        {many === undefined ? `All ${spec.many} that fit` : countOf(many, spec.noun, spec.many)} chosen
        {hidden > 0 && `, ${countText(hidden)} of them not shown`}
      </Text>
      {children}
      <Group gap={6} ml="auto">
        {isMore && (
          <Button size="xs" variant="subtle" onClick={chooseAll}>
            {`Choose all ${count === undefined ? '' : `${countText(count)} `}that fit`}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={clear}>
          Choose none
        </Button>
      </Group>
    </Group>
  )
}
