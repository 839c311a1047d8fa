import { ActionIcon, Anchor, Group, Text } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { Link, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { SaasUser } from '../../../client/person.ts'
import type { ListWords } from '../../parts/list/words.ts'
import { useMay } from '../../parts/session.ts'

// Comes when somebody links an account.
const LinkAccount = lazy(async () => ({
  default: (await import('../../parts/link-account.tsx')).LinkAccount,
}))

/** Whose an account is, and the way to say it. */
export function OwnerCell({ user }: { readonly user: SaasUser }) {
  const may = useMay()
  const [isLinking, link] = useState(false)
  // The past stays as it was.
  const { asOf }: ListWords = useSearch({ strict: false })
  const { personId, personName, noPersonReason, label, vendorId } = user
  return (
    <Group gap={6} wrap="nowrap">
      {personId ? (
        <Anchor component={Link} to={`/people/${personId}`} inherit truncate>
          {personName}
        </Anchor>
      ) : (
        <Text span inherit c="dimmed">
          {noPersonReason ? 'none needed' : 'nobody'}
        </Text>
      )}
      {may('people:write') && may('people:read') && !asOf && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={`Say whose ${label ?? vendorId} is`}
          onClick={() => link(true)}
        >
          <IconLink size={15} aria-hidden />
        </ActionIcon>
      )}
      {isLinking && (
        <Suspense>
          <LinkAccount account={user} onClose={() => link(false)} />
        </Suspense>
      )}
    </Group>
  )
}
