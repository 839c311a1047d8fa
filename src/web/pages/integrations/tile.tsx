import { Group, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { connectorsQuery } from '../../parts/data/integrations.ts'
import { IntegrationState } from '../../parts/integration-state.tsx'
import { countOf } from '../../ui/numbers.ts'
import { When } from '../../ui/when.tsx'
import classes from './tile.module.css'
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
      <Text size="sm" c="dimmed" component="div">
        {integration.state === 'draft' ? (
          integration.missing.length === 0 ? (
            'Nothing is missing: look at the plan'
          ) : (
            `${countOf(integration.missing.length, 'thing')} missing before launch`
          )
        ) : (
          <>
            Last run: <When at={integration.lastDue?.at} none="by hand" />
            <br />
            Next run: <When at={integration.nextDue[0]} none="not scheduled" />
          </>
        )}
      </Text>
    </UnstyledButton>
  )
}
