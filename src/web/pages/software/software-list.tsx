import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Software } from '../../../client/device.ts'
import { api } from '../../parts/api.ts'
import type { ListColumn, ListSpec } from '../../parts/list/list-spec.ts'
import { countText } from '../../ui/numbers.ts'
import { When } from '../../ui/when.tsx'

/** The list of what is installed, a line a title. */
export const softwareList: ListSpec<Software> = {
  key: ['software'],
  noun: 'title',
  many: 'titles',
  searches: 'Title or publisher',
  columns: [
    {
      key: 'name',
      label: 'Title',
      type: 'text',
      width: 300,
      cell: ({ id, name }) => (
        <Anchor component={Link} to={`/software/${id}`} inherit>
          {name}
        </Anchor>
      ),
    },
    {
      key: 'publisher',
      label: 'Publisher',
      type: 'text',
      width: 240,
      cell: ({ publisher }) => publisher || '–',
    },
    counted('devices', 'Devices'),
    counted('versions', 'Versions'),
    {
      key: 'since',
      label: 'Known since',
      type: 'datetime',
      width: 150,
      cell: ({ since }) => <When at={since} />,
    },
  ],
  usual: ['name', 'publisher', 'devices', 'versions', 'since'],
  usualSort: 'name',
  quick: [
    { label: 'On one device only', filter: 'devices eq 1' },
    { label: 'In several versions', filter: 'versions gt 1' },
  ],
  hasPast: true,
  views: 'software',
  table: { path: '/api/software/export' },
  list: ({ archived: _, ...wish }) => api.software.list(wish),
  count: ({ archived: _, ...wish }) => api.software.count(wish),
  groups: ({ archived: _, ...wish }) => api.software.groups(wish),
}

function counted(key: 'devices' | 'versions', label: string): ListColumn<Software> {
  return { key, label, type: 'number', width: 110, cell: (title) => countText(title[key]) }
}
