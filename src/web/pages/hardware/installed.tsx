import { Anchor, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DeviceDetail } from '../../../client/device.ts'
import { installedQuery } from '../../parts/data/devices.ts'
import { Card } from '../../ui/card.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { When } from '../../ui/when.tsx'

/** The software on a device, by name. */
export function Installed({ device: { id, software } }: { readonly device: DeviceDetail }) {
  const query = useInfiniteQuery(installedQuery(id))
  return (
    <Card title="Software" lead={software > 0 ? countOf(software, 'title') : undefined} flush>
      <Pieces
        query={query}
        empty={<Empty title="No software is known">No integration tells what is on this device.</Empty>}
      >
        {(titles) => (
          <DataTable
            caption="Software on this device"
            rows={titles}
            rowKey={({ softwareId, version, source }) => `${softwareId} ${version} ${source}`}
            columns={[
              {
                key: 'name',
                label: 'Name',
                cell: ({ softwareId, name, publisher }) => (
                  <>
                    <Anchor
                      component={Link}
                      to={`/software/${softwareId}`}
                      inherit
                      truncate
                      maw={210}
                      title={name}
                      display="block"
                    >
                      {name}
                    </Anchor>
                    <Text size="xs" c="dimmed" truncate maw={210}>
                      {publisher}
                    </Text>
                  </>
                ),
              },
              { key: 'version', label: 'Version', cell: ({ version }) => version || '–' },
              { key: 'since', label: 'Since', minor: true, cell: ({ since }) => <When at={since} /> },
            ]}
          />
        )}
      </Pieces>
    </Card>
  )
}
