import { SimpleGrid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { PersonDetail } from '../../../client/person.ts'
import { fieldsQuery } from '../../parts/data/fields.ts'
import { personQuery } from '../../parts/data/people.ts'
import { personName } from '../../parts/person-name.ts'
import { Value } from '../../parts/value.tsx'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { History } from './history.tsx'
import { SaasAccounts } from './saas-accounts.tsx'
import { Sources } from './sources.tsx'

/** One person: what we know, which accounts they hold, who says so, and how it came to be. */
export function PersonPage() {
  const { id } = useParams({ from: '/inside/people/$id' })
  const query = useQuery(personQuery(id))
  return (
    <Loaded query={query} lines={10}>
      {(person) => (
        <Page
          title={personName(person)}
          back={<Back to="/people">People</Back>}
          marks={person.archivedAt && <Tag tone="warning">Archived</Tag>}
        >
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
            <Stack gap="lg">
              <Values person={person} />
              <Sources person={person} />
            </Stack>
            <Stack gap="lg">
              <SaasAccounts person={person} />
              <History id={id} />
            </Stack>
          </SimpleGrid>
        </Page>
      )}
    </Loaded>
  )
}

function Values({ person }: { readonly person: PersonDetail }) {
  const { data: fields } = useQuery(fieldsQuery)
  const labels = new Map(fields?.map(({ key, label }) => [key, label]))
  const items = Object.entries(person.values).map(
    ([key, value]) => [labels.get(key) ?? key, <Value key={key} value={value} empty="–" />] as const,
  )
  return (
    <Card title="Fields">
      <Details
        items={[
          ...items,
          ['In the directory since', <When key="created" at={person.createdAt} />],
          ['Changed', <When key="updated" at={person.updatedAt} />],
        ]}
      />
    </Card>
  )
}
