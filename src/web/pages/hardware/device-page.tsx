import { Stack } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { DeviceDetail } from '../../../client/device.ts'
import { deviceChangesQuery, deviceQuery } from '../../parts/data/devices.ts'
import { Owner } from '../../parts/owner.tsx'
import { History } from '../../parts/record/history.tsx'
import { Sources } from '../../parts/record/sources.tsx'
import { TwoColumns } from '../../parts/record/two-columns.tsx'
import { Values } from '../../parts/record/values.tsx'
import { Back } from '../../ui/back.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DeviceActs } from './device-acts.tsx'
import { Installed } from './installed.tsx'

const marksOf = ({ archivedAt, goneAt }: DeviceDetail) =>
  archivedAt ? <Tag tone="warning">Archived</Tag> : goneAt && <Tag tone="held">Gone at the vendor</Tag>

/** One device: what it is, whose it is, what is on it, who says so, and how it came to be. */
export function DevicePage() {
  const { id } = useParams({ from: '/inside/hardware/$id' })
  const query = useQuery(deviceQuery(id))
  const history = useInfiniteQuery(deviceChangesQuery(id))
  return (
    <Loaded query={query} lines={10}>
      {(device) => (
        <Page
          title={device.name}
          back={<Back to="/hardware">Hardware</Back>}
          lead={
            <>
              Owner: <Owner owner={device.owner} said={device.values.owner ?? null} />
            </>
          }
          actions={<DeviceActs device={device} />}
          marks={marksOf(device)}
        >
          <TwoColumns>
            <Stack gap="lg">
              <Values subject={{ object: 'device', ...device }} />
              <Sources of="device" sources={device.sources} />
            </Stack>
            <Stack gap="lg">
              <Installed device={device} />
              <History query={history} unchanged="It is as it came." />
            </Stack>
          </TwoColumns>
        </Page>
      )}
    </Loaded>
  )
}
