import { Button, Group } from '@mantine/core'
import { IconDownload, IconListDetails, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Run } from '../../../client/run.ts'
import { api } from '../../parts/api.ts'
import { outcomesQuery } from '../../parts/data/runs.ts'
import { isUnderWay, outcomeWord } from '../../parts/run-words.ts'
import { Card } from '../../ui/card.tsx'
import { Pieces } from '../../ui/pieces.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { Empty } from '../../ui/states.tsx'
import { OutcomeLine } from './outcome-line.tsx'
import { RecordDrawer } from './record-drawer.tsx'

/** Record by record, what becomes of it, or what became; what is looked for stands in the address. */
export function Outcomes({ run }: { readonly run: Run }) {
  const { kind, search } = useSearch({ from: '/inside/runs/$id' })
  const query = useInfiniteQuery({
    ...outcomesQuery(run, { kind, search }),
    placeholderData: keepPreviousData,
  })
  return (
    <div id="outcomes">
      <Card
        title={kind ? `Outcomes: ${outcomeWord(kind, run).toLowerCase()}` : 'Outcomes'}
        lead="Record by record; unchanged ones are only counted"
        flush
        actions={<Actions run={run} />}
      >
        <Search run={run} />
        <Pieces query={query} empty={<None run={run} isSearched={search !== undefined} />}>
          {(outcomes) =>
            outcomes.map((outcome) => <OutcomeLine key={outcome.number} run={run} outcome={outcome} />)
          }
        </Pieces>
      </Card>
      <RecordDrawer run={run} />
    </div>
  )
}

function Actions({ run }: { readonly run: Run }) {
  const { kind, search } = useSearch({ from: '/inside/runs/$id' })
  const navigate = useNavigate({ from: '/runs/$id' })
  const showAll = () => void navigate({ search: search ? { search } : {}, replace: true, resetScroll: false })
  return (
    <Group gap="xs">
      {kind && (
        <Button variant="subtle" size="compact-sm" onClick={showAll}>
          Show all
        </Button>
      )}
      <Button
        component="a"
        variant="default"
        size="xs"
        href={api.runs.exportAddress(run.id, { kind, search })}
        download
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        Export
      </Button>
    </Group>
  )
}

function Search({ run }: { readonly run: Run }) {
  const { search } = useSearch({ from: '/inside/runs/$id' })
  const navigate = useNavigate({ from: '/runs/$id' })
  const look = (text: string | undefined) =>
    void navigate({
      search: ({ kind }) => ({ ...(kind ? { kind } : {}), ...(text ? { search: text } : {}) }),
      replace: true,
      resetScroll: false,
    })
  return (
    <Group px="md" pb="md">
      <SearchBox
        label="Search outcomes"
        placeholder={run.object === 'person' ? 'Name, e-mail or id' : 'Name or id'}
        value={search}
        onSearch={look}
      />
    </Group>
  )
}

function None({ run, isSearched }: { readonly run: Run; readonly isSearched: boolean }) {
  if (isSearched)
    return (
      <Empty icon={<IconSearch size={32} stroke={1.5} />} title="No record fits">
        Look for a part of a name, of an e-mail address or of the id at the vendor. Unchanged records are not
        listed.
      </Empty>
    )
  const isEarly = isUnderWay(run.state) && run.plannedAt === null
  return (
    <Empty
      icon={<IconListDetails size={32} stroke={1.5} />}
      title={isEarly ? 'The plan is being made' : 'No outcomes'}
    >
      {isEarly
        ? 'What becomes of each record shows here once the whole list was read.'
        : 'Nothing would change, or the outcomes were dropped because they were old.'}
    </Empty>
  )
}
