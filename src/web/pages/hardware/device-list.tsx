import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Device } from '../../../client/device.ts'
import type { Field } from '../../../client/types.ts'
import { api } from '../../parts/api.ts'
import { askedTypeOf } from '../../parts/field-types.ts'
import type { ListColumn, ListSpec } from '../../parts/list/list-spec.ts'
import { Owner } from '../../parts/owner.tsx'
import { Value } from '../../parts/value.tsx'
import { When } from '../../ui/when.tsx'

/** The list of hardware, with a column for each of these fields. */
export function deviceList(fields: readonly Field[]): ListSpec<Device> {
  return {
    key: ['devices'],
    noun: 'device',
    many: 'devices',
    searches: 'Name, serial number, tag, model or owner',
    columns: [...fields.filter(({ retired }) => !retired).map(columnOf), owner, ...ours],
    retired: fields.filter(({ retired }) => retired),
    usual: ['name', 'ownerName', 'serial_number', 'model', 'os_version', 'last_seen'],
    usualSort: 'name',
    quick: [
      { label: 'Of nobody', filter: 'ownerName empty' },
      { label: 'Gone at the vendor', filter: 'goneAt not empty' },
      { label: 'Not seen for 30 days', filter: 'last_seen before-days 30' },
    ],
    hasPast: true,
    views: 'devices',
    table: { path: '/api/devices/export' },
    list: (wish) => api.devices.list(wish),
    count: (wish) => api.devices.count(wish),
    groups: (wish) => api.devices.groups(wish),
  }
}

const owner: ListColumn<Device> = {
  key: 'ownerName',
  label: 'Person',
  type: 'text',
  width: 190,
  // The person, and what is said of them, are both called so.
  shows: ['owner'],
  cell: ({ owner, values }) => <Owner owner={owner} said={values.owner ?? null} />,
}

const when = (key: 'createdAt' | 'updatedAt' | 'goneAt', label: string): ListColumn<Device> => ({
  key,
  label,
  type: 'datetime',
  width: 150,
  cell: (device) => <When at={device[key]} />,
})

const ours = [
  when('goneAt', 'Gone since'),
  when('updatedAt', 'Changed'),
  when('createdAt', 'In the directory since'),
]

const widths: Readonly<Record<string, number>> = { name: 200, os_version: 200, owner: 240, last_seen: 160 }

function columnOf({ key, label, type, options }: Field): ListColumn<Device> {
  const asked = askedTypeOf(type)
  const base = { key, label, type: asked, options, width: widths[key] ?? (asked === 'text' ? 160 : 140) }
  if (key === 'name') return { ...base, shows: ['name'], cell: named }
  if (asked === 'datetime') return { ...base, cell: ({ values }) => <When at={timeOf(values[key])} /> }
  return { ...base, cell: ({ values }) => <Value value={values[key] ?? null} empty="–" /> }
}

const timeOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const named = ({ id, name }: Device) => (
  <Anchor component={Link} to={`/hardware/${id}`} inherit>
    {name}
  </Anchor>
)
