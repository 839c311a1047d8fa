import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { countText } from '../../ui/numbers.ts'
import { countChosen, countedOf, type Picked } from './chosen.ts'
import type { ListSpec } from './list-spec.ts'
import type { Selection } from './use-selection.ts'
import type { ListWords } from './words.ts'

interface BarProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly words: ListWords
  readonly selection: Selection
  /** How many the list has; undefined: that is not known. */
  readonly count: number | undefined
  /** What can be done with them. */
  acts(picked: Picked): ReactNode
}

/** How many rows are chosen, and what can be done with them. */
export function SelectionBar<T extends { readonly id: string }>(props: BarProps<T>) {
  const { spec, words, selection, count, acts } = props
  const { chosen, hidden, isWaiting, chooseAll, clear } = selection
  const many = countChosen(chosen, count)
  if (many === 0) return null
  const counted = countedOf(many, spec)
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
        {titled(counted)} chosen
        {hidden > 0 && `, ${countText(hidden)} of them not shown`}
      </Text>
      {acts({ chosen, words, counted })}
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

const titled = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
