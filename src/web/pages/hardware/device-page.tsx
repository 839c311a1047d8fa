import { SimpleGrid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { DeviceDetail } from '../../../client/device.ts'
import { deviceQuery } from '../../parts/data/devices.ts'
import { fieldsOf } from '../../parts/data/fields.ts'
import { Owner } from '../../parts/owner.tsx'
import { Value } from '../../parts/value.tsx'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Tag } from '../../ui/tag.tsx'
import { DeviceHistory } from './device-history.tsx'
import { DeviceSources } from './device-sources.tsx'
import { Installed } from './installed.tsx'

/** One device: what it is, whose it is, what is on it, who says so, and how it came to be. */
export function DevicePage() {
  const { id } = useParams({ from: '/inside/hardware/$id' })
  const query = useQuery(deviceQuery(id))
  return (
    <Loaded query={query} lines={10}>
      {(device) => (
        <Page
          title={device.name}
          back={<Back to="/hardware">Hardware</Back>}
          lead={<Owner owner={device.owner} said={device.values.owner ?? null} />}
          marks={device.archivedAt && <Tag tone="warning">Archived</Tag>}
        >
          <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
            <Stack gap="lg">
              <Values device={device} />
              <DeviceSources device={device} />
            </Stack>
            <Stack gap="lg">
              <Installed device={device} />
              <DeviceHistory id={id} />
            </Stack>
          </SimpleGrid>
        </Page>
      )}
    </Loaded>
  )
}

function Values({ device: { values } }: { readonly device: DeviceDetail }) {
  const { data: fields = [] } = useQuery(fieldsOf('device'))
  const shown = fields.filter(({ key }) => Object.hasOwn(values, key))
  return (
    <Card title="Device">
      <Details
        items={shown.map(({ key, label }) => [
          label,
          <Value key={key} value={values[key] ?? null} empty="–" />,
        ])}
      />
    </Card>
  )
}
