import { Progress as Bar, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Run } from '../../../client/run.ts'
import { timeLeftText } from '../../../client/time-left.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { countOf, countText } from '../../ui/numbers.ts'
import { Cancel } from './cancel.tsx'

/** How far a run is, as far as that is known: the length of a list is not known before its end. */
export function Progress({ run }: { readonly run: Run }) {
  const { text, percent } = progressOf(run)
  const queries = useQueryClient()
  const may = useMay()
  // What a run changed, such as the state of its integration, is read anew once it is over.
  useEffect(
    () => () => {
      void queries.invalidateQueries()
    },
    [queries],
  )
  return (
    <Card>
      <Group justify="space-between" mb={8} gap="xs">
        <Text size="sm" role="status">
          {text}
        </Text>
        <Group gap="sm" wrap="nowrap" ml="auto" style={{ flex: 'none' }}>
          <Text size="sm" c="dimmed">
            {[percent === undefined ? '' : `${Math.floor(percent)} %`, timeLeftText(run)]
              .filter(Boolean)
              .join(', ')}
          </Text>
          {may('runs:write') && <Cancel run={run} />}
        </Group>
      </Group>
      <Bar value={percent ?? 100} animated={percent === undefined} size="sm" aria-label={text} />
    </Card>
  )
}

function progressOf({ state, progress, integrationId }: Run): { text: string; percent?: number } {
  const { read, staged, applied, toApply } = progress
  if (state === 'queued') return { text: 'Waits for its turn' }
  if (state === 'leased') return { text: integrationId === null ? 'Begins' : 'Asks the vendor' }
  if (state === 'reading') return readingOf(progress)
  if (state === 'planned') return { text: `Plans ${countOf(staged, 'record')} of ${countText(read)}` }
  return {
    text: `Applies the plan: ${countOf(applied, 'record')} of ${countText(toApply ?? 0)}`,
    ...(toApply ? { percent: (100 * applied) / toApply } : {}),
  }
}

/** Told by what the last run read; a first one tells only what came so far. */
function readingOf({ read, staged, expected }: Run['progress']): { text: string; percent?: number } {
  const closer = `${countText(staged)} to look at closer`
  if (!expected) return { text: `Reads the list: ${countOf(read, 'record')} so far, ${closer}` }
  return {
    text: `Reads the list: ${countText(read)} of about ${countOf(Math.max(expected, read), 'record')}, ${closer}`,
    percent: Math.min(100, (100 * read) / expected),
  }
}
