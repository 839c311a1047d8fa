import { useInfiniteQuery } from '@tanstack/react-query'
import { applicationChangesQuery } from '../../parts/data/saas.ts'
import { ChangeLine } from '../../parts/record/change-line.tsx'
import { useMay } from '../../parts/session.ts'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

/** Who wrote which terms of an application, the newest first. */
export function ApplicationHistory({ id }: { readonly id: string }) {
  const may = useMay()
  const query = useInfiniteQuery({ ...applicationChangesQuery(id), enabled: may('saas-applications:read') })
  if (!may('saas-applications:read')) return null
  return (
    <Card title="History" lead="Every change of the terms, with what was before" flush>
      <Pieces query={query} empty={<Empty title="No change is kept">Nobody has written terms yet.</Empty>}>
        {(changes) =>
          changes.map((change, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: history only grows at its other end
            <ChangeLine key={at} change={change} />
          ))
        }
      </Pieces>
    </Card>
  )
}
