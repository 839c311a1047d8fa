import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../parts/api.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'

/** How this Muster does, and which one it is. */
export function SystemPage() {
  const health = useQuery({ queryKey: ['health'], queryFn: api.health, refetchInterval: 10_000 })
  return (
    <Page title="System" lead="How this Muster does. It is asked again every ten seconds.">
      <Card title="Health">
        <Loaded query={health} lines={3}>
          {({ version }) => (
            <Details
              items={[
                ['Server and database', health.isError ? <Silent key="h" /> : <Answers key="h" />],
                ['Version', version],
                [
                  'API',
                  <Anchor key="api" href="/api/docs" target="_blank" inherit>
                    What it can do
                  </Anchor>,
                ],
              ]}
            />
          )}
        </Loaded>
      </Card>
    </Page>
  )
}

const Answers = () => <Tag tone="ok">Both answer</Tag>
const Silent = () => <Tag tone="bad">They do not answer</Tag>
