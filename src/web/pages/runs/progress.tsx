import { Progress as Bar, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Run } from '../../../client/run.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { countOf } from '../../ui/numbers.ts'
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
      <Group justify="space-between" mb={8} wrap="nowrap">
        <Text size="sm" role="status">
          {text}
        </Text>
        <Group gap="sm" wrap="nowrap">
          {percent !== undefined && (
            <Text size="sm" c="dimmed">
              {Math.floor(percent)} %
            </Text>
          )}
          {may('runs:write') && <Cancel run={run} />}
        </Group>
      </Group>
      <Bar value={percent ?? 100} animated={percent === undefined} size="sm" aria-label={text} />
    </Card>
  )
}

function progressOf({ state, progress }: Run): { text: string; percent?: number } {
  const { read, staged, applied, toApply } = progress
  if (state === 'queued') return { text: 'Waits for its turn' }
  if (state === 'leased') return { text: 'Asks the vendor' }
  if (state === 'reading')
    return {
      text: `Reads the list: ${countOf(read, 'record')} so far, ${countOf(staged, 'one')} to look at closer`,
    }
  if (state === 'planned') return { text: `Plans ${countOf(staged, 'record')}` }
  const percent = toApply ? (100 * applied) / toApply : undefined
  return {
    text: `Applies the plan: ${countOf(applied, 'record')} of ${countOf(toApply ?? 0, 'record')}`,
    ...(percent === undefined ? {} : { percent }),
  }
}
