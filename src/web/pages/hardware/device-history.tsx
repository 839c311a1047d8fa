import { Anchor, Box, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DeviceChange } from '../../../client/device.ts'
import { BeforeAfter } from '../../parts/change.tsx'
import { deviceChangesQuery } from '../../parts/data/devices.ts'
import { fieldsOf } from '../../parts/data/fields.ts'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { When } from '../../ui/when.tsx'

/** How a device came to be as it is, the newest first. */
export function DeviceHistory({ id }: { readonly id: string }) {
  const query = useInfiniteQuery(deviceChangesQuery(id))
  return (
    <Card title="History" lead="Every change, with what was before" flush>
      <Pieces query={query} empty={<Empty title="No change is kept">It is as it came.</Empty>}>
        {(changes) =>
          changes.map((change, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: history only grows at its other end
            <Line key={at} change={change} />
          ))
        }
      </Pieces>
    </Card>
  )
}

function Line({
  change: { at, kind, field, before, after, runId, actor },
}: {
  readonly change: DeviceChange
}) {
  const { data: fields } = useQuery(fieldsOf('device'))
  return (
    <Box px="md" py={9} style={{ borderTop: '1px solid var(--m-line)' }}>
      <Text size="sm" component="div">
        {field === null ? (
          `Device ${kind}`
        ) : (
          <>
            {fields?.find(({ key }) => key === field)?.label ?? field}:{' '}
            <BeforeAfter before={before} after={after} />
          </>
        )}
      </Text>
      <Text size="xs" c="dimmed" mt={2}>
        <When at={at} /> by {actor || 'Muster'}
        {runId && (
          <>
            {' · '}
            <Anchor component={Link} to={`/runs/${runId}`} inherit underline="always">
              run
            </Anchor>
          </>
        )}
      </Text>
    </Box>
  )
}
