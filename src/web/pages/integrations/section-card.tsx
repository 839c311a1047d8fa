import { Button, SimpleGrid, Text } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Integration } from '../../../client/integration.ts'
import { connectorsQuery } from '../../parts/data/integrations.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/states.tsx'
import { IntegrationTable } from './integration-table.tsx'
import { type CatalogueSection, entriesOf, integrationsIn } from './sections.ts'
import { Tile } from './tile.tsx'

interface SectionCardProps {
  readonly section: CatalogueSection
  readonly all: readonly Integration[]
  readonly isList: boolean
  onAdd(): void
}

/** The integrations of one section, and the way to one more; where nothing can be added, it says why. */
export function SectionCard({ section, all, isList, onAdd }: SectionCardProps) {
  const { data: connectors } = useQuery(connectorsQuery)
  const may = useMay()
  const integrations = integrationsIn(section, all, connectors ?? [])
  const isOpen =
    connectors === undefined ? section.key === 'users' : entriesOf(section, connectors).length > 0
  const add = isOpen && may('integrations:write') && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      aria-label={`New integration: ${section.title}`}
      onClick={onAdd}
    >
      New integration
    </Button>
  )
  if (!isOpen && integrations.length === 0)
    return (
      <Card title={section.title} lead={section.lead}>
        <Text size="sm">{section.none}</Text>
      </Card>
    )
  const isEmpty = integrations.length === 0
  return (
    <Card title={section.title} lead={section.lead} flush={isList || isEmpty} actions={!isEmpty && add}>
      {isEmpty ? (
        <Empty icon={<IconPlugConnected size={32} stroke={1.5} />} title="No integration yet" action={add}>
          Choose a vendor from the catalogue. What it would do is shown before anything happens.
        </Empty>
      ) : isList ? (
        <IntegrationTable integrations={integrations} />
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="xs">
          {integrations.map((integration) => (
            <Tile key={integration.id} integration={integration} />
          ))}
        </SimpleGrid>
      )}
    </Card>
  )
}
