import { useInfiniteQuery } from '@tanstack/react-query'
import { changesQuery } from '../../parts/data/people.ts'
import { ChangeLine } from '../../parts/record/change-line.tsx'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

/** How a person and their accounts came to be as they are, the newest first. */
export function History({ id }: { readonly id: string }) {
  const query = useInfiniteQuery(changesQuery(id))
  return (
    <Card title="History" lead="Every change, with what was before" flush>
      <Pieces query={query} empty={<Empty title="No change is kept">They are as they came.</Empty>}>
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
