import { Anchor, Group, SegmentedControl, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { SaasUser } from '../../../client/person.ts'
import { Account } from '../../parts/account-state.tsx'
import { applicationName } from '../../parts/application-name.ts'
import { applicationsQuery, saasUsersQuery } from '../../parts/data/saas.ts'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

const untold = (
  <Text span inherit c="dimmed" fs="italic">
    not told
  </Text>
)

const columns: readonly Column<SaasUser>[] = [
  { key: 'label', label: 'User', cell: ({ label, vendorId }) => label ?? vendorId },
  { key: 'role', label: 'Role', cell: ({ role }) => role ?? untold },
  { key: 'state', label: 'State', cell: (user) => <Account of={user} /> },
  {
    key: 'person',
    label: 'Person',
    cell: ({ personId, personName }) =>
      personId ? (
        <Anchor component={Link} to={`/people/${personId}`} inherit>
          {personName}
        </Anchor>
      ) : (
        <Text span inherit c="dimmed">
          nobody we know
        </Text>
      ),
  },
  { key: 'activity', label: 'Last activity', minor: true, cell: () => untold },
  { key: 'id', label: 'Id at the vendor', minor: true, cell: ({ vendorId }) => vendorId },
]

/** One application and its users. */
export function ApplicationPage() {
  const { id } = useParams({ from: '/inside/saas/$id' })
  const { unmatched } = useSearch({ from: '/inside/saas/$id' })
  const { data: applications } = useQuery(applicationsQuery)
  const application = applications?.find((one) => one.id === id)
  const query = useInfiniteQuery({ ...saasUsersQuery(id, unmatched), placeholderData: keepPreviousData })
  const name = application ? applicationName(application) : 'Application'
  return (
    <Page
      title={name}
      back={<Back to="/saas">SaaS</Back>}
      lead={
        application &&
        `${countOf(application.users, 'user')}, ${application.active} active. ${application.name} does not tell when its users were last active.`
      }
    >
      <Card title="Users" flush actions={<WhoseSwitch />}>
        <Pieces query={query} empty={<NoUsers isFiltered={unmatched === true} />}>
          {(users) => (
            <DataTable
              caption={`Users of ${name}`}
              columns={columns}
              rows={users}
              rowKey={(user) => user.id}
            />
          )}
        </Pieces>
      </Card>
    </Page>
  )
}

function WhoseSwitch() {
  const { unmatched } = useSearch({ from: '/inside/saas/$id' })
  const navigate = useNavigate({ from: '/saas/$id' })
  return (
    <Group>
      <SegmentedControl
        size="xs"
        aria-label="Whose accounts are shown"
        value={unmatched ? 'unmatched' : 'all'}
        onChange={(value) =>
          void navigate({ search: value === 'unmatched' ? { unmatched: true } : {}, replace: true })
        }
        data={[
          { value: 'all', label: 'All' },
          { value: 'unmatched', label: 'Of nobody we know' },
        ]}
      />
    </Group>
  )
}

function NoUsers({ isFiltered }: { readonly isFiltered: boolean }) {
  return (
    <Empty
      icon={<IconUsersGroup size={32} stroke={1.5} />}
      title={isFiltered ? 'Every account is somebody’s' : 'No users yet'}
    >
      {isFiltered
        ? 'There is none that belongs to nobody we know.'
        : 'The next run of its integration brings them.'}
    </Empty>
  )
}
