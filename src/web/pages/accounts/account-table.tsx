import { Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Account, Role } from '../../../client/access.ts'
import { rolesQuery } from '../../parts/data/roles.ts'
import { useMay, useSession } from '../../parts/session.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { AccountMenu } from './account-menu.tsx'

/** Accounts, a line each, with what may be done with them. */
export function AccountTable({ accounts }: { readonly accounts: readonly Account[] }) {
  const may = useMay()
  const { account: own } = useSession()
  const { data: roles = [] } = useQuery({ ...rolesQuery, enabled: may('roles:read') })
  const columns = columnsFor({ roles, ownId: own.id, seesPeople: may('people:read') })
  return <DataTable caption="Accounts" columns={columns} rows={accounts} rowKey={({ id }) => id} />
}

interface Known {
  readonly roles: readonly Role[]
  readonly ownId: string
  readonly seesPeople: boolean
}

const states: Readonly<Record<Account['state'], readonly [string, Tone]>> = {
  invited: ['Invited', 'busy'],
  active: ['Active', 'ok'],
  disabled: ['Disabled', 'quiet'],
}

function columnsFor({ roles, ownId, seesPeople }: Known): readonly Column<Account>[] {
  const roleName = ({ role }: Account) => roles.find(({ key }) => key === role)?.label ?? role
  return [
    {
      key: 'name',
      label: 'Account',
      cell: (account) => (
        <>
          <Group gap={8} wrap="nowrap">
            <Text span inherit truncate>
              {account.name}
            </Text>
            {account.id === ownId && <Tag tone="quiet">You</Tag>}
          </Group>
          <Text size="xs" c="dimmed" truncate>
            {account.email ?? 'A service: only tokens'}
          </Text>
          <Text size="xs" c="dimmed" hiddenFrom="sm">
            {roleName(account)}
          </Text>
        </>
      ),
    },
    { key: 'role', label: 'Role', minor: true, cell: roleName },
    {
      key: 'state',
      label: 'State',
      cell: ({ state }) => <Tag tone={states[state][1]}>{states[state][0]}</Tag>,
    },
    {
      key: 'totp',
      label: 'Two-step',
      minor: true,
      cell: ({ kind, totp }) => (kind === 'service' ? '–' : totp ? 'On' : 'Off'),
    },
    {
      key: 'signedIn',
      label: 'Signed in',
      minor: true,
      cell: ({ kind, signedInAt }) => (kind === 'service' ? '–' : <When at={signedInAt} none="Not yet" />),
    },
    {
      key: 'person',
      label: 'Person',
      minor: true,
      cell: ({ personId }) =>
        personId && seesPeople ? (
          <Anchor component={Link} to={`/people/${personId}`} inherit>
            Linked
          </Anchor>
        ) : personId ? (
          'Linked'
        ) : (
          '–'
        ),
    },
    {
      key: 'more',
      label: 'Acts',
      isUnlabelled: true,
      align: 'right',
      cell: (account) => <AccountMenu account={account} />,
    },
  ]
}
