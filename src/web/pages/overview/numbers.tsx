import { SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SaasApplication } from '../../../client/person.ts'
import { applicationName } from '../../parts/application-name.ts'
import { applicationsQuery } from '../../parts/data/saas.ts'
import { countText } from '../../ui/numbers.ts'
import classes from './numbers.module.css'

/** How many accounts there are, by application; each number leads to the list behind it. */
export function Numbers() {
  const { data: applications = [] } = useQuery(applicationsQuery)
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
      {applications.flatMap((application) => [
        <Tile key={application.id} application={application} count={application.users} name="users" />,
        ...(application.unmatched > 0
          ? [
              <Tile
                key={`${application.id} unmatched`}
                application={application}
                count={application.unmatched}
                name="of nobody we know"
                unmatched
              />,
            ]
          : []),
      ])}
    </SimpleGrid>
  )
}

interface TileProps {
  readonly application: SaasApplication
  readonly count: number
  readonly name: string
  readonly unmatched?: true
}

function Tile({ application, count, name, unmatched }: TileProps) {
  return (
    <Link
      to="/saas/$id"
      params={{ id: application.id }}
      search={unmatched ? { unmatched } : {}}
      className={classes.tile}
    >
      <span className={classes.count}>{countText(count)}</span>
      <Text span size="sm" c="dimmed">
        {applicationName(application)} {name}
      </Text>
    </Link>
  )
}
