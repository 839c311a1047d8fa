import { Anchor, Box, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Outcome, Run } from '../../../client/run.ts'
import { outcomeTones, outcomeWord } from '../../parts/run-words.ts'
import { Tag } from '../../ui/tag.tsx'
import { OutcomeTold } from './outcome-told.tsx'
import classes from './outcomes.module.css'

/** One record of the list, and what becomes of it; its name opens the record. */
export function OutcomeLine({ run, outcome }: { readonly run: Run; readonly outcome: Outcome }) {
  const { kind, label, vendorId, number } = outcome
  // Where no vendor brought it, there is no id of a vendor to tell.
  const isOwn = vendorId === (outcome.personId ?? outcome.deviceId ?? outcome.saasApplicationId)
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
          {label !== vendorId && !isOwn && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {vendorId}
            </Text>
          )}
        </Box>
        <Tag tone={outcomeTones[kind]}>{outcomeWord(kind, run)}</Tag>
      </Group>
      <Stack gap={3} mt={6}>
        <OutcomeTold outcome={outcome} />
      </Stack>
    </Box>
  )
}
