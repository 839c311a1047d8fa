import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { SaasUser } from '../../../client/person.ts'
import { Account } from '../../parts/account-state.tsx'
import { api } from '../../parts/api.ts'
import { applicationName } from '../../parts/application-name.ts'
import type { ListColumn, ListSpec } from '../../parts/list/list-spec.ts'
import { When } from '../../ui/when.tsx'
import { OwnerCell } from './owner-cell.tsx'

/** The list of SaaS users: of one application, or of all. */
export function saasUserList(applicationId?: string): ListSpec<SaasUser> {
  return {
    key: ['saas', applicationId ?? 'every', 'users'],
    noun: 'SaaS user',
    many: 'SaaS users',
    searches: 'Account, person or vendor id',
    columns: applicationId === undefined ? [label, ...places, ...columns] : [label, ...columns],
    usual:
      applicationId === undefined
        ? ['label', 'application', 'role', 'active', 'personName']
        : ['label', 'role', 'active', 'personName', 'vendorId'],
    usualSort: 'id',
    quick: [
      { label: 'Without a person', filter: 'personId empty and noPersonReason empty' },
      { label: 'No person needed', filter: 'noPersonReason not empty' },
      { label: 'Inactive', filter: 'active eq false' },
      { label: 'Gone at the vendor', filter: 'goneAt not empty' },
    ],
    hasPast: true,
    views: 'saas-users',
    table: {
      path: '/api/saas-users/export',
      ...(applicationId === undefined ? {} : { always: { applicationId } }),
    },
    list: ({ archived: _, ...wish }) => api.saasUsers.list({ ...wish, applicationId }),
    count: ({ archived: _, ...wish }) => api.saasUsers.count({ ...wish, applicationId }),
    groups: ({ archived: _, ...wish }) => api.saasUsers.groups({ ...wish, applicationId }),
  }
}

const untold = (
  <Text span inherit c="dimmed" fs="italic">
    not told
  </Text>
)

const when = (key: 'goneAt' | 'outOfScopeAt' | 'unmaintainedAt', label: string): ListColumn<SaasUser> => ({
  key,
  label,
  type: 'datetime',
  width: 150,
  cell: (user) => <When at={user[key]} />,
})

const label: ListColumn<SaasUser> = {
  key: 'label',
  label: 'SaaS user',
  type: 'text',
  width: 220,
  shows: ['label', 'vendorId'],
  cell: ({ id, label, vendorId }) => (
    <Anchor component={Link} to={`/saas-users/${id}`} inherit>
      {label ?? vendorId}
    </Anchor>
  ),
}

const places: readonly ListColumn<SaasUser>[] = [
  {
    key: 'application',
    label: 'Vendor',
    heading: 'Application',
    type: 'text',
    width: 150,
    cell: ({ application }) =>
      application && applicationName({ name: application.vendor, instance: application.instance }),
  },
  {
    key: 'instance',
    label: 'Instance',
    type: 'text',
    width: 120,
    shows: ['application'],
    cell: ({ application }) => application?.instance || '–',
  },
]

const columns: readonly ListColumn<SaasUser>[] = [
  { key: 'role', label: 'Role', type: 'text', width: 150, cell: ({ role }) => role ?? untold },
  {
    key: 'active',
    label: 'Active',
    heading: 'State',
    type: 'boolean',
    width: 170,
    shows: ['active', 'goneAt', 'unmaintainedAt', 'outOfScopeAt'],
    cell: (user) => <Account of={user} />,
  },
  {
    key: 'personName',
    label: 'Person',
    type: 'text',
    width: 180,
    shows: ['personId', 'personName', 'isLinkedByHand', 'noPersonReason', 'label', 'vendorId'],
    cell: (user) => <OwnerCell user={user} />,
  },
  {
    key: 'noPersonReason',
    label: 'No person needed',
    type: 'text',
    width: 180,
    cell: ({ noPersonReason }) => noPersonReason ?? '–',
  },
  { key: 'vendorId', label: 'Id at the vendor', type: 'text', width: 210, cell: ({ vendorId }) => vendorId },
  { key: 'personId', label: 'Person id', type: 'id', width: 280, cell: ({ personId }) => personId ?? '–' },
  when('goneAt', 'Gone since'),
  when('outOfScopeAt', 'Left out since'),
  when('unmaintainedAt', 'Not loaded since'),
]
