import { Button, Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Brake, Limit } from '../../../../client/integration.ts'
import { brakesQuery } from '../../../parts/data/integrations.ts'
import { same } from '../use-edit.ts'
import { limitText } from './words.ts'

type Limits = Readonly<Record<string, Limit>>

interface BrakesFormProps {
  readonly limits: Limits
  readonly problems: Readonly<Record<string, string>>
  onChange(limits: Limits): void
}

/** How far a run may go that nobody looks at; over a limit it is held. */
export function BrakesForm({ limits, problems, onChange }: BrakesFormProps) {
  const { data: brakes = [] } = useQuery(brakesQuery)
  return (
    <Fieldset legend="Brakes">
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          A run that nobody looks at is held when more than so many percent are concerned, and more than so
          many at all. Wider than usual can only be set by who may release what is held.
        </Text>
        {brakes.map((brake) => (
          <Line
            key={brake.key}
            brake={brake}
            limit={limits[brake.key] ?? brake.usual}
            problem={Object.entries(problems).find(([field]) => field.startsWith(`limits.${brake.key}`))?.[1]}
            onChange={(limit) => onChange({ ...limits, [brake.key]: limit })}
          />
        ))}
      </Stack>
    </Fieldset>
  )
}

interface LineProps {
  readonly brake: Brake
  readonly limit: Limit
  readonly problem: string | undefined
  onChange(limit: Limit): void
}

function Line({ brake: { label, about, usual, bounds }, limit, problem, onChange }: LineProps) {
  const input = (part: keyof Limit, name: string) => ({
    'aria-label': `${label}: ${name}`,
    w: 120,
    min: bounds[part].least,
    max: bounds[part].most,
    allowDecimal: false,
    value: limit[part],
    onChange: (value: string | number) => {
      if (typeof value === 'number') onChange({ ...limit, [part]: value })
    },
  })
  return (
    <Group justify="space-between" align="flex-start" gap="xs">
      <div style={{ flex: '1 1 260px' }}>
        <Text size="sm" fw={560}>
          {label}
        </Text>
        <Text size="sm" c="dimmed">
          {about}
        </Text>
        {problem && (
          <Text size="sm" c="var(--mantine-color-error)">
            {problem}
          </Text>
        )}
      </div>
      <div>
        <Group gap="xs" wrap="nowrap">
          <NumberInput {...input('percent', 'percent')} suffix=" %" />
          <NumberInput {...input('min', 'at least')} prefix="at least " />
        </Group>
        <Group gap="xs" mih={26}>
          <Text size="xs" c="dimmed">
            Usually {limitText(usual)}
          </Text>
          {!same(limit, usual) && (
            <Button variant="subtle" size="compact-xs" onClick={() => onChange(usual)}>
              Back to the usual one
            </Button>
          )}
        </Group>
      </div>
    </Group>
  )
}
