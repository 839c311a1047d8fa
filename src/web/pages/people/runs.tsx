import { useInfiniteQuery } from '@tanstack/react-query'
import { runsOfPersonQuery } from '../../parts/data/runs.ts'
import { RunsTable } from '../../parts/runs-table.tsx'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

/** The runs that changed a person or their accounts. */
export function Runs({ id }: { readonly id: string }) {
  const may = useMay()
  const query = useInfiniteQuery({ ...runsOfPersonQuery(id), enabled: may('runs:read') })
  if (!may('runs:read')) return null
  return (
    <Card title="Runs" lead="Those that changed them or an account of theirs" flush>
      <Pieces query={query} empty={<Empty title="No run changed them">They are as they were made.</Empty>}>
        {(runs) => <RunsTable runs={runs} columns="few" withIntegration />}
      </Pieces>
    </Card>
  )
}
