import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import type { Change } from '../../../client/person.ts'
import type { Page } from '../../../client/types.ts'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { ChangeLine } from './change-line.tsx'

interface HistoryProps {
  readonly query: UseInfiniteQueryResult<InfiniteData<Page<Change>>, Error>
  readonly lead?: string
  /** Said where nothing ever changed. */
  readonly unchanged: string
}

/** How something came to be as it is, the newest first. */
export function History({ query, lead = 'Every change, with what was before', unchanged }: HistoryProps) {
  return (
    <Card title="History" lead={lead} flush>
      <Pieces query={query} empty={<Empty title="No change is kept">{unchanged}</Empty>}>
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
