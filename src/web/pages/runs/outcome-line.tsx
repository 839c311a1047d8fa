import { Anchor, Box, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Outcome } from '../../../client/run.ts'
import { capital, outcomeTones } from '../../parts/run-words.ts'
import { Tag } from '../../ui/tag.tsx'
import { OutcomeTold } from './outcome-told.tsx'
import classes from './outcomes.module.css'

/** One record of the list, and what becomes of it; its name opens the record. */
export function OutcomeLine({ outcome }: { readonly outcome: Outcome }) {
  const { kind, label, vendorId, number } = outcome
  return (
    <Box className={classes.line}>
      <Group gap="sm" wrap="nowrap" align="flex-start" justify="space-between">
        <Box style={{ minWidth: 0 }}>
          <Text size="sm" fw={560} style={{ overflowWrap: 'anywhere' }}>
            <Anchor
              inherit
              renderRoot={(props) => (
                <Link
                  {...props}
                  from="/runs/$id"
                  to="/runs/$id"
                  params={(now) => now}
                  search={(now) => ({ ...now, record: number })}
                  resetScroll={false}
                />
              )}
            >
              {label ?? vendorId}
            </Anchor>
          </Text>
          {label !== vendorId && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {vendorId}
            </Text>
          )}
        </Box>
        <Tag tone={outcomeTones[kind]}>{capital(kind)}</Tag>
      </Group>
      <Stack gap={3} mt={6}>
        <OutcomeTold outcome={outcome} />
      </Stack>
    </Box>
  )
}
