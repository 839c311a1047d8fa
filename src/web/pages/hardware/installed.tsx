import { Anchor, SegmentedControl, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeviceDetail, Installed as Title } from '../../../client/device.ts'
import { installedQuery } from '../../parts/data/devices.ts'
import { Card } from '../../ui/card.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Pieces } from '../../ui/pieces.tsx'
import { Empty } from '../../ui/states.tsx'
import { When } from '../../ui/when.tsx'

/** Since when a title is there, or until when it was, and who said so. */
const lasts = ({ since, goneAt, source }: Title) =>
  goneAt === null ? (
    <When at={since} />
  ) : (
    <>
      <When at={goneAt} />
      <Text size="xs" c="dimmed">
        {source}
      </Text>
    </>
  )

/** The software on a device, or what once was, by name. */
export function Installed({ device: { id, software } }: { readonly device: DeviceDetail }) {
  const [isPast, lookBack] = useState(false)
  const query = useInfiniteQuery(installedQuery(id, isPast))
  return (
    <Card
      title="Software"
      lead={software > 0 ? countOf(software, 'title') : undefined}
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which software"
          value={isPast ? 'past' : 'now'}
          onChange={(value) => lookBack(value === 'past')}
          data={[
            { value: 'now', label: 'Now' },
            { value: 'past', label: 'Before' },
          ]}
        />
      }
      flush
    >
      <Pieces
        query={query}
        empty={
          isPast ? (
            <Empty title="Nothing was removed">What was here is here.</Empty>
          ) : (
            <Empty title="No software is known">No integration tells what is on this device.</Empty>
          )
        }
      >
        {(titles) => (
          <DataTable
            caption={isPast ? 'Software that was on this device' : 'Software on this device'}
            rows={titles}
            rowKey={({ softwareId, version, source, since }) => `${softwareId} ${version} ${source} ${since}`}
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
              { key: 'since', label: isPast ? 'Until' : 'Since', minor: true, cell: lasts },
            ]}
          />
        )}
      </Pieces>
    </Card>
  )
}
