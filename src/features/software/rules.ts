import type { z } from 'zod'
import type { TableColumn } from '../../kit/list/export-route.ts'
import { publicId } from '../../lib/ids.ts'
import type { PlaceAnswer, SoftwareAnswer } from './schema.ts'
import type { PlaceRow, SoftwareRow } from './store.ts'

type Software = z.input<typeof SoftwareAnswer>

export const presentSoftware = (row: SoftwareRow): Software => ({
  id: publicId('sft', row.id),
  name: row.name,
  publisher: row.publisher,
  versions: row.versions,
  devices: row.devices,
  since: row.created_at.toISOString(),
})

export const softwareTable: readonly TableColumn<Software>[] = [
  { key: 'name', label: 'Title', cell: ({ name }) => name },
  { key: 'publisher', label: 'Publisher', cell: ({ publisher }) => publisher },
  { key: 'versions', label: 'Versions', cell: ({ versions }) => versions },
  { key: 'devices', label: 'Devices', cell: ({ devices }) => devices },
  { key: 'since', label: 'Known since', type: 'datetime', cell: ({ since }) => since },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

export const presentPlace = (row: PlaceRow): z.input<typeof PlaceAnswer> => ({
  deviceId: publicId('dev', row.device_id),
  deviceName: row.device_name,
  owner: row.owner_id === null ? null : { id: publicId('per', row.owner_id), name: row.owner_name },
  version: row.version,
  since: row.made_at.toISOString(),
})
