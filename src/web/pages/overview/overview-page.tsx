import { SimpleGrid } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { integrationsQuery } from '../../parts/data/integrations.ts'
import { runsQuery } from '../../parts/data/runs.ts'
import { RunsTable } from '../../parts/runs-table.tsx'
import { useMay, useSession } from '../../parts/session.ts'
import { Settled } from '../../parts/settled.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { GettingStarted } from './getting-started.tsx'
import { Health } from './health.tsx'
import { NeedsYou } from './needs-you.tsx'
import { Numbers } from './numbers.tsx'

/** The start page: what needs somebody, how it all stands, and what ran last. */
export function OverviewPage() {
  const { account } = useSession()
  const may = useMay()
  const { data: integrations } = useQuery({ ...integrationsQuery, enabled: may('integrations:read') })
  const isNew = integrations?.every(({ state }) => state === 'draft') ?? false
  return (
    <Page title="Overview" lead={`Hello ${account.name.split(' ')[0]}.`}>
      <Settled>
        {may('integrations:write') && <GettingStarted />}
        {may('notices:read') && <NeedsYou />}
        {!isNew && may('people:read') && may('saas-users:read') && <Numbers />}
        {!isNew && (
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
            {may('integrations:read') && <Health />}
            {may('runs:read') && <LastRuns />}
          </SimpleGrid>
        )}
      </Settled>
    </Page>
  )
}

function LastRuns() {
  const query = useInfiniteQuery({
    ...runsQuery(),
    select: (data) => ({ ...data, pages: firstEight(data.pages) }),
  })
  return (
    <Card title="Last runs" flush>
      <Pieces
        query={query}
        empty={<Empty title="Nothing has run yet">A run begins when an integration is launched.</Empty>}
      >
        {(runs) => <RunsTable runs={runs} columns="few" withIntegration />}
      </Pieces>
    </Card>
  )
}

/** The first piece, shortened, as if nothing came behind it. */
function firstEight<T>(pages: readonly { readonly items: readonly T[]; readonly next: string | null }[]) {
  return pages.slice(0, 1).map(({ items }) => ({ items: items.slice(0, 8), next: null }))
}
