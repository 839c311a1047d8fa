import { useInfiniteQuery } from '@tanstack/react-query'
import { deviceChangesQuery } from '../../parts/data/devices.ts'
import { ChangeLine } from '../../parts/record/change-line.tsx'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'

/** How a device came to be as it is, the newest first. */
export function DeviceHistory({ id }: { readonly id: string }) {
  const query = useInfiniteQuery(deviceChangesQuery(id))
  return (
    <Card title="History" lead="Every change, with what was before" flush>
      <Pieces query={query} empty={<Empty title="No change is kept">It is as it came.</Empty>}>
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
