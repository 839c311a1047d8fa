import type { z } from 'zod'
import type { Field } from '../../directory/field.ts'
import type { TableColumn } from '../../kit/list/export-route.ts'
import type { DeviceSight } from '../../kit/list/sight.ts'
import { presentSource, type SourceSaid } from '../../kit/record/sources.ts'
import { cellOf, shownValues } from '../../kit/record/values.ts'
import type { Told } from '../../kit/thing.ts'
import { publicId } from '../../lib/ids.ts'
import type { DeviceAnswer, DeviceDetailAnswer } from './schema.ts'
import type { DeviceRow } from './store.ts'

/** Everything that is known of one device. */
export interface DeviceFile {
  readonly row: DeviceRow
  readonly fields: DeviceSight['fields']
  /** Those of which more is told than what they are now. */
  readonly pastFields: DeviceSight['fields']
  readonly sources: readonly SourceSaid[]
  readonly byHand: readonly string[]
  readonly software: number
}

type Device = z.input<typeof DeviceAnswer>

/** A device with the values of every field that is not retired. */
export function presentDevice(row: DeviceRow, fields: readonly Field[]): Device {
  return {
    id: publicId('dev', row.id),
    name: row.name,
    values: shownValues(row, fields),
    owner: row.owner_id === null ? null : { id: publicId('per', row.owner_id), name: row.owner_name },
    goneAt: row.gone_at?.toISOString() ?? null,
    archivedAt: row.archived_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

/** Devices as a table: a column for each of these fields, and for what every device has beside them. */
export const deviceTable = (fields: readonly Field[]): readonly TableColumn<Device>[] => [
  ...fields.map(({ key, label, type }) => ({
    key,
    label,
    type,
    cell: ({ values }: Device) => cellOf(values[key]),
  })),
  { key: 'ownerName', label: 'Person', cell: ({ owner }) => owner?.name ?? null },
  { key: 'goneAt', label: 'Gone since', type: 'datetime', cell: ({ goneAt }) => goneAt },
  { key: 'updatedAt', label: 'Changed', type: 'datetime', cell: ({ updatedAt }) => updatedAt },
  { key: 'createdAt', label: 'In the directory since', type: 'datetime', cell: ({ createdAt }) => createdAt },
  { key: 'archivedAt', label: 'Archived', type: 'datetime', cell: ({ archivedAt }) => archivedAt },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

export function presentFile({
  row,
  fields,
  pastFields,
  sources,
  byHand,
  software,
}: DeviceFile): z.input<typeof DeviceDetailAnswer> {
  return {
    ...presentDevice(row, fields),
    sources: sources.map((source) => presentSource(source, pastFields)),
    byHand: fields.map(({ key }) => key).filter((key) => byHand.includes(key)),
    software,
  }
}

/** What activity tells of a device: by id, and of values only that they changed, for one names its owner. */
export function tellDevice({ row, fields }: DeviceFile): Told {
  const { id, values, archivedAt } = presentDevice(row, fields)
  const hidden = Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)])
  const told = { name: String(values.name ?? values.serial_number ?? id), values }
  return { name: id, values: { archived: archivedAt !== null }, hidden: Object.fromEntries(hidden), told }
}
