import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Integration } from '../../../client/integration.ts'
import { IntegrationState } from '../../parts/integration-state.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { countText } from '../../ui/numbers.ts'
import { When } from '../../ui/when.tsx'
import { healthText, LastRun, NextRun } from './timing.tsx'

const columns: readonly Column<Integration>[] = [
  {
    key: 'name',
    label: 'Integration',
    cell: ({ id, name }) => (
      <Anchor component={Link} to={`/integrations/${id}`} inherit>
        {name}
      </Anchor>
    ),
  },
  { key: 'state', label: 'State', cell: (integration) => <IntegrationState of={integration} /> },
  {
    key: 'taken',
    label: 'Taken in',
    align: 'right',
    cell: ({ taken }) => (taken === null ? '–' : countText(taken)),
  },
  { key: 'last', label: 'Last run', cell: (integration) => <LastRun of={integration} /> },
  { key: 'next', label: 'Next run', cell: (integration) => <NextRun of={integration} /> },
  { key: 'health', label: 'Health', minor: true, cell: healthText },
  {
    key: 'mapped',
    label: 'Fields mapped',
    align: 'right',
    minor: true,
    cell: ({ mapping }) => countText(mapping.entries.length),
  },
  { key: 'changed', label: 'Changed', minor: true, cell: ({ updatedAt }) => <When at={updatedAt} /> },
]

export function IntegrationTable({ integrations }: { readonly integrations: readonly Integration[] }) {
  return <DataTable caption="Integrations" columns={columns} rows={integrations} rowKey={({ id }) => id} />
}
