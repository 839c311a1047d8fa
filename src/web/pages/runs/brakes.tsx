import { Box, List, Stack, Text } from '@mantine/core'
import type { Run } from '../../../client/run.ts'
import { isWaiting } from '../../parts/run-words.ts'
import { Card } from '../../ui/card.tsx'
import { countOf, countText } from '../../ui/numbers.ts'

const shown = 10

/** The limits that the plan is over, and some of whom each is about. */
export function Brakes({ run }: { readonly run: Run }) {
  if (run.brakes.length === 0) return null
  const lead =
    run.state === 'held'
      ? 'Nobody looked on, so the run is held. Look at whom it is about, then decide.'
      : isWaiting(run.state)
        ? 'Unusual, so look twice before you apply it.'
        : 'Its plan was over these limits.'
  return (
    <Card title="Brakes" lead={lead}>
      <Stack gap="md">
        {run.brakes.map(({ brake, message, count, of, limit, samples }) => (
          <Box key={brake}>
            <Text size="sm" fw={560}>
              {message}
            </Text>
            <Text size="sm" c="dimmed">
              {countText(count)} of {countText(of)}; the limit is {countText(limit)}
            </Text>
            {samples.length > 0 && (
              <List size="sm" mt={4} withPadding>
                {samples.slice(0, shown).map((sample) => (
                  <List.Item key={sample}>{sample}</List.Item>
                ))}
                {count > Math.min(shown, samples.length) && (
                  <List.Item>and {countOf(count - Math.min(shown, samples.length), 'other')}</List.Item>
                )}
              </List>
            )}
          </Box>
        ))}
      </Stack>
    </Card>
  )
}
