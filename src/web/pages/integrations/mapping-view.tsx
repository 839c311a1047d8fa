import { Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { fieldsOf } from '../../parts/data/fields.ts'
import { connectorsQuery } from '../../parts/data/integrations.ts'
import { IntegrationState } from '../../parts/integration-state.tsx'
import { objectLoaded, objectWords } from '../../parts/object-words.ts'
import { sourceFields } from '../../parts/source-fields.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { MappingTable } from './mapping-table.tsx'

/** Every integration's mapping side by side: its sync keys, what of the vendor is free, and where each field comes from. */
export function MappingView({ integrations }: { readonly integrations: readonly Integration[] }) {
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {integrations.map((integration) => (
          <Free key={integration.id} integration={integration} />
        ))}
      </SimpleGrid>
      {(['person', 'device'] as const).map((object) => {
        const own = integrations.filter((integration) => objectLoaded(integration) === object)
        if (own.length === 0) return null
        const title = `Fields of ${objectWords[object].many}`
        return (
          <Card key={object} title={title} lead="Where each comes from; choose one to edit it" flush>
            <MappingTable object={object} integrations={own} />
          </Card>
        )
      })}
    </Stack>
  )
}

function Free({ integration }: { readonly integration: Integration }) {
  const { id, name, connector, load, mapping } = integration
  const { data: fields = [] } = useQuery(fieldsOf(objectLoaded(integration)))
  const { data: connectors = [] } = useQuery(connectorsQuery)
  const vendor = connectors.find((one) => one.id === connector)
  const known = vendor?.loads.find(({ key }) => key === load)
  const used = new Set(mapping.entries.map(({ source }) => (source.kind === 'field' ? source.field : '')))
  const theirs = known ? sourceFields(known, mapping).filter(({ of }) => of !== 'muster') : []
  const free = theirs.filter(({ key }) => !used.has(key))
  const label = (key: string) => fields.find((field) => field.key === key)?.label ?? key
  return (
    <Card>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Anchor component={Link} to={`/integrations/${id}`} hash="mapping" fw={600}>
          {name}
        </Anchor>
        <IntegrationState of={integration} />
      </Group>
      <Details
        items={[
          [
            'Sync keys',
            mapping.syncKeys.map(({ field }, at) => `${at + 1}. ${label(field)}`).join(', ') || 'none',
          ],
          [
            'Mapped',
            `${theirs.length - free.length} of ${theirs.length} fields of ${vendor?.name ?? connector}`,
          ],
          [
            'Free',
            <Text key="free" span inherit c="dimmed">
              {free.map((one) => one.label).join(', ') || 'none'}
            </Text>,
          ],
        ]}
      />
    </Card>
  )
}
