import { Anchor, Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Run } from '../../client/run.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { countText } from '../ui/numbers.ts'
import { Tag } from '../ui/tag.tsx'
import { When } from '../ui/when.tsx'
import { RunState } from './run-state.tsx'
import { runKind } from './run-words.ts'

const count = (
  key: 'read' | 'created' | 'updated' | 'skipped' | 'failed',
  label: string,
  minor = false,
): Column<Run> => ({
  key,
  label,
  minor,
  align: 'right',
  cell: ({ ledger }) => countText(ledger[key]),
})

const integration: Column<Run> = {
  key: 'integration',
  label: 'Integration',
  cell: (run) => run.integrationName,
}

function State({ run: { state, undoneBy } }: { readonly run: Run }) {
  if (!undoneBy) return <RunState state={state} />
  return (
    <Group gap={6} wrap="nowrap">
      <RunState state={state} />
      <Tag tone="quiet">Taken back</Tag>
    </Group>
  )
}

const columns: readonly Column<Run>[] = [
  {
    key: 'when',
    label: 'Asked for',
    cell: (run) => (
      <Anchor component={Link} to={`/runs/${run.id}`} inherit>
        <When at={run.queuedAt} />
      </Anchor>
    ),
  },
  { key: 'state', label: 'State', cell: (run) => <State run={run} /> },
  integration,
  { key: 'kind', label: 'Kind', minor: true, cell: runKind },
  count('read', 'Read'),
  count('created', 'Created'),
  count('updated', 'Updated'),
  count('skipped', 'Skipped', true),
  count('failed', 'Failed', true),
  { key: 'actor', label: 'By', minor: true, cell: ({ actor }) => actor },
]

const fewKeys = new Set(['when', 'integration', 'state'])

interface RunsTableProps {
  readonly runs: readonly Run[]
  /** Whether they are runs of several integrations. */
  readonly withIntegration?: boolean
  /** Only the most telling columns, where there is little room. */
  readonly columns?: 'all' | 'few'
}

/** Runs, a line each. */
export function RunsTable({ runs, withIntegration = false, columns: wanted = 'all' }: RunsTableProps) {
  const shown = columns
    .filter((column) => withIntegration || column !== integration)
    .filter(({ key }) => wanted === 'all' || fewKeys.has(key))
  return <DataTable caption="Runs" columns={shown} rows={runs} rowKey={({ id }) => id} />
}
