import { Box, Button, Group, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Problem } from '../../../lib/errors.ts'
import { Loading } from '../../ui/states.tsx'
import { changedByRule, runIn, toggleRule, withoutRun } from './filter-rules.ts'
import { filterText } from './filter-text.ts'
import type { ListSpec } from './list-spec.ts'
import type { ListWords } from './words.ts'

// Comes when somebody filters.
const FilterEditor = lazy(async () => ({ default: (await import('./filter-editor.tsx')).FilterEditor }))

interface BarProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly words: ListWords
  /** Whether it is being edited. */
  readonly isOpen: boolean
  readonly problems: readonly Problem[]
  say(change: ListWords): void
}

/** The filter in words, and the form behind it. */
export function FilterBar<T extends { readonly id: string }>({
  spec,
  words,
  isOpen,
  problems,
  say,
}: BarProps<T>) {
  // Which run it is about is said above, and stays whatever else is asked.
  const run = runIn(words.filter)
  const filter = withoutRun(words.filter)
  const ask = (asked: string | undefined) =>
    say({ filter: run === undefined ? asked : toggleRule(asked, changedByRule(run)) })
  if (!isOpen && filter === undefined) return null
  return (
    <Box px="md" pb="sm">
      {filter !== undefined && (
        <Group gap="xs" align="center">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {filterText(filter, spec)}
          </Text>
          <Button size="compact-xs" variant="subtle" mx={-8} onClick={() => ask(undefined)}>
            Clear
          </Button>
        </Group>
      )}
      {isOpen && (
        <Suspense fallback={<Loading lines={3} />}>
          <FilterEditor
            // What was said elsewhere is edited next.
            key={filter}
            spec={spec}
            filter={filter}
            problems={problems}
            onAsk={ask}
          />
        </Suspense>
      )}
    </Box>
  )
}
