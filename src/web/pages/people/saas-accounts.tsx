import { Box, Group, Stack, Text } from '@mantine/core'
import type { PersonDetail } from '../../../client/person.ts'
import { Account } from '../../parts/account-state.tsx'
import { Card } from '../../ui/card.tsx'

/** The accounts at vendors that are this person's. */
export function SaasAccounts({ person: { saasUsers } }: { readonly person: PersonDetail }) {
  return (
    <Card title="SaaS users" lead="Their accounts at vendors">
      {saasUsers.length === 0 ? (
        <Text size="sm" c="dimmed">
          No integration has found a SaaS user of theirs.
        </Text>
      ) : (
        <Stack gap="md">
          {saasUsers.map((user) => (
            <Group key={user.id} justify="space-between" wrap="nowrap" align="flex-start">
              <Box style={{ minWidth: 0 }}>
                <Text size="sm" fw={560}>
                  {[user.application.vendor, user.application.instance].filter(Boolean).join(' · ')}
                </Text>
                <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                  {user.role ?? 'No role told'} · {user.vendorId}
                </Text>
              </Box>
              <Account of={user} />
            </Group>
          ))}
        </Stack>
      )}
    </Card>
  )
}
