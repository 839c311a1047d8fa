import { Anchor, Stack } from '@mantine/core'
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
  const ways = useQuery({ queryKey: ['sign-in'], queryFn: api.session.ways })
  return (
    <Page title="System" lead="How this Muster does. It is asked again every ten seconds.">
      <Stack gap="lg" maw={720}>
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
        <Card title="Sign-in" lead="The ways that are offered; they are set where Muster runs">
          <Loaded query={ways} lines={2}>
            {({ password, providers }) => (
              <Details
                items={[
                  [
                    'Password',
                    password ? 'Yes, with a code of an authenticator app for whoever wants it' : 'No',
                  ],
                  ['Providers', providers.map(({ label }) => label).join(', ') || 'None'],
                ]}
              />
            )}
          </Loaded>
        </Card>
      </Stack>
    </Page>
  )
}

const Answers = () => <Tag tone="ok">Both answer</Tag>
const Silent = () => <Tag tone="bad">They do not answer</Tag>
