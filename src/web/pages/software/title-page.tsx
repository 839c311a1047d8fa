import { Anchor } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Software } from '../../../client/device.ts'
import { placesQuery, titleQuery } from '../../parts/data/devices.ts'
import { Owner } from '../../parts/owner.tsx'
import { Back } from '../../ui/back.tsx'
import { Card } from '../../ui/card.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Page } from '../../ui/page.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { When } from '../../ui/when.tsx'

/** One title: its versions, and on which devices each is. */
export function TitlePage() {
  const { id } = useParams({ from: '/inside/software/$id' })
  const query = useQuery(titleQuery(id))
  return (
    <Loaded query={query} lines={8}>
      {(title) => (
        <Page title={title.name} back={<Back to="/software">Installed software</Back>} lead={leadOf(title)}>
          <Places id={id} />
        </Page>
      )}
    </Loaded>
  )
}

const leadOf = ({ publisher, devices, versions }: Software): string =>
  [publisher, `on ${countOf(devices, 'device')}`, `in ${countOf(versions, 'version')}`]
    .filter(Boolean)
    .join(' · ')

function Places({ id }: { readonly id: string }) {
  const query = useInfiniteQuery(placesQuery(id))
  return (
    <Card title="Where it is installed" flush>
      <Pieces query={query} empty={<Empty title="Nowhere">It is on no device any more.</Empty>}>
        {(places) => (
          <DataTable
            caption="Devices with this software"
            rows={places}
            rowKey={({ deviceId, version }) => `${deviceId} ${version}`}
            columns={[
              {
                key: 'device',
                label: 'Device',
                cell: ({ deviceId, deviceName }) => (
                  <Anchor component={Link} to={`/hardware/${deviceId}`} inherit>
                    {deviceName}
                  </Anchor>
                ),
              },
              { key: 'version', label: 'Version', cell: ({ version }) => version || '–' },
              { key: 'person', label: 'Person', cell: ({ owner }) => <Owner owner={owner} /> },
              { key: 'since', label: 'Since', minor: true, cell: ({ since }) => <When at={since} /> },
            ]}
          />
        )}
      </Pieces>
    </Card>
  )
}
