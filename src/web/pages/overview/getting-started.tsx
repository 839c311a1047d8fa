import { Anchor, Box, Group, Progress, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { credentialsQuery } from '../../parts/data/credentials.ts'
import { integrationsQuery } from '../../parts/data/integrations.ts'
import { Card } from '../../ui/card.tsx'
import { gettingStarted, type Step } from './steps.ts'

/** The way to a first list of people; each step ticks itself, and all of it leaves when it is done. */
export function GettingStarted() {
  const { data: credentials } = useQuery(credentialsQuery)
  const { data: integrations } = useQuery(integrationsQuery)
  if (!credentials || !integrations) return null
  const steps = gettingStarted(credentials, integrations)
  const done = steps.filter(({ isDone }) => isDone).length
  if (done === steps.length) return null
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <Card title="Getting started" lead={`${done} of ${steps.length} done`}>
      <Progress value={(100 * done) / steps.length} size="xs" mb="md" aria-label="Steps done" />
      <Stack gap="md">
        {steps.map((step) => (
          <Line key={step.title} step={step} isNext={step === next} />
        ))}
      </Stack>
    </Card>
  )
}

function Line({
  step: { title, text, to, hash, isDone },
  isNext,
}: {
  readonly step: Step
  readonly isNext: boolean
}) {
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm">
      <ThemeIcon
        size={22}
        radius="xl"
        variant={isDone ? 'filled' : 'default'}
        mt={1}
        role="img"
        aria-label={isDone ? 'Done' : 'Not done yet'}
      >
        {isDone && <IconCheck size={14} stroke={3} aria-hidden />}
      </ThemeIcon>
      <Box>
        {isNext ? (
          <Anchor component={Link} to={to} {...(hash ? { hash } : {})} size="sm" fw={600}>
            {title}
          </Anchor>
        ) : (
          <Text size="sm" fw={560} c={isDone ? 'dimmed' : 'var(--mantine-color-text)'}>
            {title}
          </Text>
        )}
        {!isDone && (
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        )}
      </Box>
    </Group>
  )
}
