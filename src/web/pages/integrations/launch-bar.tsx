import { Box, Group, Paper, Text } from '@mantine/core'
import { IconCircleCheck, IconListCheck } from '@tabler/icons-react'
import type { Integration, Mapping } from '../../../client/integration.ts'
import { objectLoaded, objectWords } from '../../parts/object-words.ts'
import { countOf } from '../../ui/numbers.ts'
import classes from './launch-bar.module.css'
import { MissingList } from './missing-list.tsx'
import { PlanButton } from './plan-button.tsx'

interface LaunchBarProps {
  readonly integration: Integration
  /** The mapping as it is edited. */
  readonly draft: Mapping
}

/** What a draft still lacks, by name; once it lacks nothing, the way to its plan and its launch. */
export function LaunchBar({ integration, draft }: LaunchBarProps) {
  if (integration.state !== 'draft') return null
  const { missing } = integration
  const { one } = objectWords[objectLoaded(integration)]
  return (
    <Paper withBorder className={classes.bar} component="section" aria-label="Launch">
      <Group justify="space-between" align="flex-start" gap="md">
        <Group align="flex-start" gap="sm" wrap="nowrap" style={{ flex: 1, minWidth: 220 }}>
          {missing.length === 0 ? (
            <IconCircleCheck size={22} color="var(--m-ok)" aria-hidden />
          ) : (
            <IconListCheck size={22} color="var(--m-warning)" aria-hidden />
          )}
          <Box>
            <Text fw={600} role="status">
              {missing.length === 0
                ? 'Nothing is missing'
                : `${countOf(missing.length, 'thing')} missing before launch`}
            </Text>
            {missing.length === 0 ? (
              <Text size="sm" c="dimmed">
                The plan shows {one} by {one} what would happen. Launching applies exactly that.
              </Text>
            ) : (
              <MissingList integration={integration} draft={draft} />
            )}
          </Box>
        </Group>
        <PlanButton integration={integration} />
      </Group>
    </Paper>
  )
}
