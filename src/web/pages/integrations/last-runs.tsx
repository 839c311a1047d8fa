import { useInfiniteQuery } from '@tanstack/react-query'
import { runsQuery } from '../../parts/data/runs.ts'
import { RunsTable } from '../../parts/runs-table.tsx'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

/** The runs of this integration. */
export function LastRuns({ id }: { readonly id: string }) {
  const query = useInfiniteQuery(runsQuery(id))
  return (
    <Card title="Runs" flush>
      <Pieces query={query} empty={<Empty title="It has not run yet" />}>
        {(runs) => <RunsTable runs={runs} />}
      </Pieces>
    </Card>
  )
}
