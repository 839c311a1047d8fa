import { Box, Button, List, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { Run } from '../../../client/run.ts'
import { isWaiting } from '../../parts/run-words.ts'
import { Card } from '../../ui/card.tsx'
import { countOf, countText } from '../../ui/numbers.ts'

/** The limits that the plan was over; while it waits, they stand with the decision. */
export function Brakes({ run }: { readonly run: Run }) {
  if (run.brakes.length === 0 || isWaiting(run.state)) return null
  return (
    <Card title="Unusual in this plan" lead="It was over these limits.">
      <BrakeList brakes={run.brakes} />
    </Card>
  )
}

/** Limits that a plan is over, and some of whom each is about. */
export function BrakeList({ brakes }: Pick<Run, 'brakes'>) {
  return (
    <Stack gap="sm">
      {brakes.map((brake) => (
        <Brake key={brake.brake} brake={brake} />
      ))}
    </Stack>
  )
}

const few = 3

function Brake({ brake }: { readonly brake: Run['brakes'][number] }) {
  const { message, count, of, limit, samples } = brake
  const [isWhole, whole] = useDisclosure(false)
  const shown = isWhole ? samples : samples.slice(0, few)
  const rest = count - shown.length
  return (
    <Box>
      <Text size="sm" fw={560}>
        {message}
      </Text>
      <Text size="sm" c="dimmed">
        {countText(count)} of {countText(of)}; the limit is {countText(limit)}
      </Text>
      {shown.length > 0 && (
        <List size="sm" mt={4} withPadding>
          {shown.map((sample) => (
            <List.Item key={sample}>{sample}</List.Item>
          ))}
          {rest > 0 && <List.Item>and {countOf(rest, 'other')}</List.Item>}
        </List>
      )}
      {samples.length > few && (
        <Button variant="subtle" size="compact-xs" mt={2} aria-expanded={isWhole} onClick={whole.toggle}>
          {isWhole ? 'Show fewer' : 'Show more'}
        </Button>
      )}
    </Box>
  )
}
