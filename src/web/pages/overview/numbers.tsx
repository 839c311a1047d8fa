import { SimpleGrid, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SaasApplication } from '../../../client/person.ts'
import type { Count as Counted } from '../../../client/types.ts'
import { applicationName } from '../../parts/application-name.ts'
import { devicesCountQuery, titlesCountQuery } from '../../parts/data/devices.ts'
import { peopleCountQuery } from '../../parts/data/people.ts'
import { applicationsQuery } from '../../parts/data/saas.ts'
import { useMay } from '../../parts/session.ts'
import { countText, nounFor } from '../../ui/numbers.ts'
import classes from './numbers.module.css'

/** How many people, accounts and devices there are; each number leads to the list behind it. */
export function Numbers() {
  const may = useMay()
  const { data: people } = useQuery(peopleCountQuery)
  const { data: applications = [] } = useQuery(applicationsQuery)
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
      {people && (
        <Link to="/people" className={classes.tile}>
          <Count count={people.count} name={tileText(people, 'person', 'people')} />
        </Link>
      )}
      {applications.map((application) => (
        <Accounts key={application.id} application={application} />
      ))}
      {may('devices:read') && <Devices />}
    </SimpleGrid>
  )
}

/** Hardware and the software on it, where anything was loaded. */
function Devices() {
  const { data: devices } = useQuery(devicesCountQuery)
  const { data: titles } = useQuery(titlesCountQuery)
  return (
    <>
      {devices && devices.count > 0 && (
        <Link to="/hardware" className={classes.tile}>
          <Count count={devices.count} name={tileText(devices, 'device')} />
        </Link>
      )}
      {titles && titles.count > 0 && (
        <Link to="/software" className={classes.tile}>
          <Count count={titles.count} name={tileText(titles, 'software title')} />
        </Link>
      )}
    </>
  )
}

/** What a tile counts, and whether there may be more. */
const tileText = ({ count, exact }: Counted, noun: string, many?: string) =>
  `${nounFor(count, noun, many)}${exact ? '' : ' and more'}`

function Accounts({ application }: { readonly application: SaasApplication }) {
  const name = applicationName(application)
  const params = { id: application.id }
  return (
    <>
      <Link to="/saas/$id" params={params} className={classes.tile}>
        <Count count={application.users} name={`${nounFor(application.users, 'SaaS user')} of ${name}`} />
      </Link>
      {application.unmatched > 0 && (
        <Link
          to="/saas/$id"
          params={params}
          search={{ filter: 'personId empty and noPersonReason empty and goneAt empty' }}
          className={classes.tile}
        >
          <Count
            count={application.unmatched}
            name={`${nounFor(application.unmatched, 'SaaS user')} of ${name} without a person`}
          />
        </Link>
      )}
    </>
  )
}

function Count({ count, name }: { readonly count: number; readonly name: string }) {
  return (
    <>
      <span className={classes.count}>{countText(count)}</span>
      <Text span size="sm" c="dimmed">
        {name}
      </Text>
    </>
  )
}
