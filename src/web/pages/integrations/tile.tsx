import { Group, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { connectorsQuery } from '../../parts/data/integrations.ts'
import { IntegrationState } from '../../parts/integration-state.tsx'
import { objectLoaded, objectWords } from '../../parts/object-words.ts'
import { capital } from '../../parts/run-words.ts'
import { countText } from '../../ui/numbers.ts'
import classes from './tile.module.css'
import { healthText, LastRun, NextRun } from './timing.tsx'
import { VendorMark } from './vendor-mark.tsx'

/** One integration as a block: what it loads, how it stands, when it ran and runs. */
export function Tile({ integration }: { readonly integration: Integration }) {
  const { data: connectors } = useQuery(connectorsQuery)
  const connector = connectors?.find(({ id }) => id === integration.connector)
  const load = connector?.loads.find(({ key }) => key === integration.load)
  return (
    <UnstyledButton component={Link} to={`/integrations/${integration.id}`} className={classes.tile}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <VendorMark name={connector?.name ?? integration.connector} />
        <IntegrationState of={integration} />
      </Group>
      <div>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {integration.name}
        </Text>
        <Text size="sm" c="dimmed">
          {load?.label ?? integration.load}
        </Text>
      </div>
      <dl className={classes.facts}>
        <dt>{capital(objectWords[objectLoaded(integration)].many)} in</dt>
        <dd>{integration.taken === null ? 'none yet' : countText(integration.taken)}</dd>
        <dt>Last run</dt>
        <dd>
          <LastRun of={integration} />
        </dd>
        <dt>Next run</dt>
        <dd>
          <NextRun of={integration} />
        </dd>
        <dt>Health</dt>
        <dd>{healthText(integration)}</dd>
      </dl>
    </UnstyledButton>
  )
}
