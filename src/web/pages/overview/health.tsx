import { Anchor, Box, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { integrationsQuery } from '../../parts/data/integrations.ts'
import { IntegrationState } from '../../parts/integration-state.tsx'
import { Card } from '../../ui/card.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { When } from '../../ui/when.tsx'

/** How every integration stands, and when it runs next. */
export function Health() {
  const query = useQuery(integrationsQuery)
  return (
    <Card title="Integrations" flush>
      <Loaded query={query} lines={3}>
        {(integrations) =>
          integrations.map((integration) => (
            <Box key={integration.id} px="md" py={10} style={{ borderTop: '1px solid var(--m-line)' }}>
              <Group justify="space-between" gap="xs">
                <Anchor component={Link} to={`/integrations/${integration.id}`} size="sm" fw={560}>
                  {integration.name}
                </Anchor>
                <IntegrationState of={integration} />
              </Group>
              <Text size="sm" c="dimmed">
                Next run:{' '}
                <When
                  at={integration.nextDue[0]}
                  none={integration.state === 'draft' ? 'after its launch' : 'not scheduled'}
                />
              </Text>
            </Box>
          ))
        }
      </Loaded>
    </Card>
  )
}
