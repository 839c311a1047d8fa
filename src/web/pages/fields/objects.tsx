import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Count } from '../../../client/types.ts'
import { devicesCountQuery, titlesCountQuery } from '../../parts/data/devices.ts'
import { peopleCountQuery } from '../../parts/data/people.ts'
import { applicationsQuery, saasUsersCountQuery } from '../../parts/data/saas.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { countText } from '../../ui/numbers.ts'

interface ObjectLine {
  readonly label: string
  readonly to: string
  readonly about: string
  /** Undefined: not known yet. */
  readonly count: Count | undefined
}

const columns: readonly Column<ObjectLine>[] = [
  {
    key: 'label',
    label: 'Object',
    cell: ({ label, to }) => (
      <Anchor component={Link} to={to} inherit>
        {label}
      </Anchor>
    ),
  },
  { key: 'about', label: 'What it is', minor: true, cell: ({ about }) => about },
  { key: 'count', label: 'Records', align: 'right', cell: ({ count }) => shownCount(count) },
]

const shownCount = (count: Count | undefined): string =>
  count ? `${count.exact ? '' : 'more than '}${countText(count.count)}` : '…'

/** What the directory holds, with how much of it; each leads to its list. */
export function Objects() {
  const may = useMay()
  const [people, accounts, devices] = [may('people:read'), may('saas-users:read'), may('devices:read')]
  const { data: persons } = useQuery({ ...peopleCountQuery, enabled: people })
  const { data: users } = useQuery({ ...saasUsersCountQuery, enabled: accounts })
  const { data: hardware } = useQuery({ ...devicesCountQuery, enabled: devices })
  const { data: titles } = useQuery({ ...titlesCountQuery, enabled: devices })
  const { data: applications } = useQuery({ ...applicationsQuery, enabled: accounts })
  const lines: readonly (ObjectLine | false)[] = [
    people && { label: 'People', to: '/people', about: 'Whom sources tell of, one each', count: persons },
    accounts && {
      label: 'SaaS applications',
      to: '/saas',
      about: 'What people have accounts at',
      count: applications && { count: applications.length, exact: true },
    },
    accounts && { label: 'SaaS users', to: '/saas-users', about: 'Somebody’s account at one', count: users },
    devices && { label: 'Hardware', to: '/hardware', about: 'Devices, one each', count: hardware },
    devices && { label: 'Software', to: '/software', about: 'What is installed on devices', count: titles },
  ]
  return (
    <Card title="Objects" lead="What the directory holds" flush>
      <DataTable
        caption="Objects"
        columns={columns}
        rows={lines.filter((line) => line !== false)}
        rowKey={({ to }) => to}
      />
    </Card>
  )
}
