import { Button, Drawer, SegmentedControl, SimpleGrid } from '@mantine/core'
import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { integrationsQuery } from '../../parts/data/integrations.ts'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Empty } from '../../ui/states.tsx'
import { Catalogue } from './catalogue.tsx'
import { IntegrationTable } from './integration-table.tsx'
import { MappingTable } from './mapping-table.tsx'
import { Tile } from './tile.tsx'

const views = [
  { value: 'blocks', label: 'Blocks' },
  { value: 'list', label: 'List' },
  { value: 'mapping', label: 'Mapping' },
] as const
type View = (typeof views)[number]['value']

/** Configuration → Integrations → Overview. */
export function IntegrationsPage() {
  const query = useQuery(integrationsQuery)
  const [view, setView] = useLocalStorage<View>({
    key: 'muster-integrations',
    defaultValue: 'blocks',
  })
  const [isAdding, catalogue] = useDisclosure(false)
  const may = useMay()
  const add = may('integrations:write') && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={catalogue.open}>
      New integration
    </Button>
  )
  return (
    <Page
      title="Integrations"
      lead="What is loaded from where, how it stands, and when it runs next."
      actions={
        <>
          <Button variant="default" component={Link} to="/runs">
            Runs
          </Button>
          <SegmentedControl
            aria-label="How they are shown"
            value={view}
            onChange={(value) => setView(views.find((one) => one.value === value)?.value ?? 'blocks')}
            data={[...views]}
          />
        </>
      }
    >
      <Loaded query={query}>
        {(integrations) => (
          <Card
            title="Extended integrations for users"
            lead="They load people, and their accounts at the vendor"
            flush={view !== 'blocks' || integrations.length === 0}
            actions={integrations.length > 0 && add}
          >
            {integrations.length === 0 ? (
              <Empty
                icon={<IconPlugConnected size={32} stroke={1.5} />}
                title="No integration yet"
                action={add}
              >
                Choose a vendor from the catalogue. What it would do is shown before anything happens.
              </Empty>
            ) : view === 'mapping' ? (
              <MappingTable integrations={integrations} />
            ) : view === 'list' ? (
              <IntegrationTable integrations={integrations} />
            ) : (
              <Tiles integrations={integrations} />
            )}
          </Card>
        )}
      </Loaded>
      <Drawer
        opened={isAdding}
        onClose={catalogue.close}
        position="right"
        title="New integration"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Catalogue />
      </Drawer>
    </Page>
  )
}

function Tiles({ integrations }: { readonly integrations: readonly Integration[] }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mt="xs">
      {integrations.map((integration) => (
        <Tile key={integration.id} integration={integration} />
      ))}
    </SimpleGrid>
  )
}
