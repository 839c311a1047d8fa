import { ActionIcon, Anchor, Box, Group, Stack, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { PersonDetail } from '../../../client/person.ts'
import { Account } from '../../parts/account-state.tsx'
import { applicationName } from '../../parts/application-name.ts'
import { useMay } from '../../parts/session.ts'
import { Way } from '../../parts/way.tsx'
import { Card } from '../../ui/card.tsx'
import { Tag } from '../../ui/tag.tsx'

// Comes when somebody says whose an account is.
const LinkAccount = lazy(async () => ({
  default: (await import('../../parts/link-account.tsx')).LinkAccount,
}))

type One = PersonDetail['saasUsers'][number]

/** The accounts at vendors that are this person's, over all applications. */
export function SaasAccounts({ person: { id, saasUsers } }: { readonly person: PersonDetail }) {
  const [linked, link] = useState<One>()
  return (
    <Card title="SaaS users" lead="Their accounts at vendors">
      {saasUsers.length === 0 ? (
        <Text size="sm" c="dimmed">
          No integration has found a SaaS user of theirs. Those of nobody are under{' '}
          <Anchor
            inherit
            underline="always"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/saas-users"
                search={{ filter: 'personId empty and noPersonReason empty and goneAt empty' }}
              />
            )}
          >
            SaaS users without a person
          </Anchor>
          .
        </Text>
      ) : (
        <Stack gap="md">
          {saasUsers.map((user) => (
            <Line key={user.id} user={user} onLink={() => link(user)} />
          ))}
        </Stack>
      )}
      {linked && (
        <Suspense>
          <LinkAccount account={{ ...linked, personId: id }} onClose={() => link(undefined)} />
        </Suspense>
      )}
    </Card>
  )
}

function Line({ user, onLink }: { readonly user: One; onLink(): void }) {
  const may = useMay()
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <Box style={{ minWidth: 0 }}>
        <Group gap="xs">
          <Text size="sm" fw={560}>
            <Way to={`/saas-users/${user.id}`} needs="saas-users:read">
              {applicationName({ name: user.application.vendor, instance: user.application.instance })}
            </Way>
          </Text>
          {user.isLinkedByHand && <Tag tone="held">By hand</Tag>}
        </Group>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {user.role ?? 'No role told'} · {user.vendorId}
        </Text>
      </Box>
      <Group gap="xs" wrap="nowrap">
        <Account of={user} />
        {may('people:write') && may('saas-users:read') && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Say whose ${user.label ?? user.vendorId} is`}
            onClick={onLink}
          >
            <IconLink size={15} aria-hidden />
          </ActionIcon>
        )}
      </Group>
    </Group>
  )
}
