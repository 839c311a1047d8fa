import { Stack } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import type { PersonDetail } from '../../../client/person.ts'
import { changesQuery, personQuery } from '../../parts/data/people.ts'
import { personName } from '../../parts/person-name.ts'
import { History } from '../../parts/record/history.tsx'
import { Sources } from '../../parts/record/sources.tsx'
import { TwoColumns } from '../../parts/record/two-columns.tsx'
import { Values } from '../../parts/record/values.tsx'
import { Back } from '../../ui/back.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Devices } from './devices.tsx'
import { Merged } from './merged.tsx'
import { PersonActs } from './person-acts.tsx'
import { Runs } from './runs.tsx'
import { SaasAccounts } from './saas-accounts.tsx'

/** What they are known by at a glance: where they are reached, and what they do. */
const leadOf = ({ values: { email, title, department, location } }: PersonDetail): string =>
  [email, title, department, location].filter(Boolean).join(' · ')

/** One person: what we know, which accounts they hold, who says so, and how it came to be. */
export function PersonPage() {
  const { id } = useParams({ from: '/inside/people/$id' })
  const query = useQuery(personQuery(id))
  const history = useInfiniteQuery(changesQuery(id))
  return (
    <Loaded query={query} lines={10}>
      {(person) =>
        // Who became part of somebody leads there.
        person.id !== id ? (
          <Navigate to="/people/$id" params={{ id: person.id }} replace />
        ) : (
          <Page
            title={personName(person)}
            lead={leadOf(person)}
            back={<Back to="/people">People</Back>}
            actions={<PersonActs person={person} />}
            marks={person.archivedAt && <Tag tone="warning">{person.isErased ? 'Erased' : 'Archived'}</Tag>}
          >
            <TwoColumns>
              <Stack gap="lg">
                <Values subject={{ object: 'person', ...person }} />
                <Sources of="person" sources={person.sources} />
              </Stack>
              <Stack gap="lg">
                <SaasAccounts person={person} />
                <Merged person={person} />
                <Devices personId={person.id} />
                <History query={history} unchanged="They are as they came." />
                <Runs id={id} />
              </Stack>
            </TwoColumns>
          </Page>
        )
      }
    </Loaded>
  )
}
