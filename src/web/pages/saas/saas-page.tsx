import { Anchor, Button } from '@mantine/core'
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

const count = (
  key: 'users' | 'active' | 'inactive' | 'unmatched' | 'gone',
  label: string,
  minor = false,
) => ({
  key,
  label,
  minor,
  align: 'right' as const,
  cell: (application: SaasApplication) => countText(application[key]),
})

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
  count('users', 'SaaS users'),
  count('active', 'Active'),
  count('inactive', 'Inactive', true),
  count('unmatched', 'Without a person', true),
  count('gone', 'Gone at the vendor', true),
]

/** The applications that people use. */
export function SaasPage() {
  const query = useQuery(applicationsQuery)
  return (
    <Page
      title="SaaS"
      lead="The applications your people use. Somebody’s account at one is a SaaS user, as the vendor tells of it."
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
