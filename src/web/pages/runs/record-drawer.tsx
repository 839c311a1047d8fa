import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Run } from '../../../client/run.ts'
import { outcomeQuery } from '../../parts/data/runs.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Loading } from '../../ui/states.tsx'
import { useLast } from '../../ui/use-last.ts'

const RecordFile = lazy(() => import('./record-file.tsx').then(({ RecordFile }) => ({ default: RecordFile })))

/** The record of one outcome, beside the list that it was opened from; which one stands in the address. */
export function RecordDrawer({ run }: { readonly run: Run }) {
  const { record } = useSearch({ from: '/inside/runs/$id' })
  const number = useLast(record)
  const query = useQuery({ ...outcomeQuery(run, number ?? 0), enabled: number !== undefined })
  const navigate = useNavigate({ from: '/runs/$id' })
  const close = () =>
    void navigate({
      search: ({ record: _, ...others }) => others,
      replace: true,
      resetScroll: false,
    })
  return (
    <Drawer
      opened={record !== undefined}
      onClose={close}
      position="right"
      size="lg"
      title={query.data?.label ?? 'Record'}
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ title: { fontWeight: 600, overflowWrap: 'anywhere' } }}
      attributes={{ header: { role: 'none' } }}
    >
      <Loaded query={query} lines={10}>
        {(file) => (
          <Suspense fallback={<Loading lines={10} />}>
            <RecordFile run={run} file={file} />
          </Suspense>
        )}
      </Loaded>
    </Drawer>
  )
}
