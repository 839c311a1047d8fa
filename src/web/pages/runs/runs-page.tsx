import { IconPlayerPlay } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { runsQuery } from '../../parts/data/runs.ts'
import { RunsTable } from '../../parts/runs-table.tsx'
import { Card } from '../../ui/card.tsx'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

/** Every run of every integration, the newest first. */
export function RunsPage() {
  const query = useInfiniteQuery(runsQuery())
  return (
    <Page title="Runs" lead="What was read, planned and applied, the newest first.">
      <Card flush>
        <Pieces
          query={query}
          empty={
            <Empty icon={<IconPlayerPlay size={32} stroke={1.5} />} title="Nothing has run yet">
              A run begins when an integration is launched, and then when its schedule wants one.
            </Empty>
          }
        >
          {(runs) => <RunsTable runs={runs} withIntegration />}
        </Pieces>
      </Card>
    </Page>
  )
}
