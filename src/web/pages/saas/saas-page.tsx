import { Anchor, Button, Text } from '@mantine/core'
import { IconApps } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SaasApplication } from '../../../client/person.ts'
import { applicationName } from '../../parts/application-name.ts'
import { applicationsQuery } from '../../parts/data/saas.ts'
import { Card } from '../../ui/card.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countText } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { CountLink } from './count-link.tsx'
import { kinds } from './kinds.ts'
import { dayText, inactiveCost, unusedSeats } from './terms-words.ts'

const counts = kinds
  .filter(({ key }) => key !== 'untold')
  .map(
    ({ key, label, filter }): Column<SaasApplication> => ({
      key,
      label,
      minor: key !== 'active' && key !== 'inactive',
      align: 'right',
      cell: ({ id, [key]: count }) =>
        count === 0 ? (
          countText(count)
        ) : (
          <CountLink id={id} filter={filter}>
            {countText(count)}
          </CountLink>
        ),
    }),
  )

const unknown = (
  <Text span inherit c="dimmed" fs="italic">
    unknown
  </Text>
)

const columns: readonly Column<SaasApplication>[] = [
  {
    key: 'name',
    label: 'Application',
    cell: (application) => (
      <Anchor component={Link} to={`/saas/${application.id}`} inherit>
        {applicationName(application)}
      </Anchor>
    ),
  },
  { key: 'users', label: 'SaaS users', align: 'right', cell: ({ users }) => countText(users) },
  ...counts,
  {
    key: 'unusedSeats',
    label: 'Unused seats',
    align: 'right',
    minor: true,
    cell: (application) =>
      application.seats === null || application.unusedSeats === null
        ? unknown
        : `${unusedSeats(application).value} of ${countText(application.seats)}`,
  },
  {
    key: 'inactiveCost',
    label: 'Cost of inactive',
    align: 'right',
    minor: true,
    cell: (application) => inactiveCost(application).value ?? unknown,
  },
  {
    key: 'renewalDate',
    label: 'Renews',
    minor: true,
    cell: ({ renewalDate }) => (renewalDate === null ? unknown : dayText(renewalDate)),
  },
  {
    key: 'owner',
    label: 'Owner',
    minor: true,
    cell: ({ ownerId, ownerName }) =>
      ownerId === null ? (
        '–'
      ) : (
        <Anchor component={Link} to={`/people/${ownerId}`} inherit>
          {ownerName ?? 'Nameless'}
        </Anchor>
      ),
  },
]

/** The applications that people use. */
export function SaasPage() {
  const query = useQuery(applicationsQuery)
  return (
    <Page
      title="SaaS"
      lead="The applications your people use, and what is paid for without being used. Somebody’s account at one is a SaaS user."
    >
      <Card flush>
        <Loaded query={query}>
          {(rows) =>
            rows.length > 0 ? (
              <DataTable caption="SaaS applications" columns={columns} rows={rows} rowKey={({ id }) => id} />
            ) : (
              <NoneYet />
            )
          }
        </Loaded>
      </Card>
    </Page>
  )
}

function NoneYet() {
  return (
    <Empty
      icon={<IconApps size={32} stroke={1.5} />}
      title="No application is known yet"
      action={
        <Button component={Link} to="/integrations" variant="default">
          To the integrations
        </Button>
      }
    >
      An integration that loads users plus SaaS users brings its application along.
    </Empty>
  )
}
