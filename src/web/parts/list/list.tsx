import { Box, Button, Group, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCalendarOff, IconSearchOff } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { ApiError } from '../../../client/api-error.ts'
import { askable } from '../../../client/askable.ts'
import { Card } from '../../ui/card.tsx'
import { countOf } from '../../ui/numbers.ts'
import { Empty, Loading } from '../../ui/states.tsx'
import { ownZone, zone } from '../../ui/zone.ts'
import { PastBanner } from './as-of.tsx'
import { ChangedByBanner } from './changed-by.tsx'
import type { Picked } from './chosen.ts'
import { FilterBar } from './filter-bar.tsx'
import { Grid } from './grid.tsx'
import { LeftOut, Refused } from './left-out.tsx'
import type { ListSpec } from './list-spec.ts'
import { ListTools } from './list-tools.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { columnWords, shownColumns, useList } from './use-list.ts'
import { useSelection } from './use-selection.ts'
import { useViews, type Viewed } from './use-views.ts'
import type { ListWords } from './words.ts'

// Comes when somebody groups.
const Groups = lazy(async () => ({ default: (await import('./groups.tsx')).Groups }))

interface ListProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  /** What stands where there is nothing at all yet. */
  readonly empty: ReactNode
  /** What chooses beside the filters. */
  scope?(words: ListWords, say: (change: ListWords) => void): ReactNode
  /** What can be done with rows that are chosen; without it, none can be. */
  readonly acts?: ((picked: Picked) => ReactNode) | undefined
}

/** A list that can be searched, filtered, sorted and shaped; what is chosen stands in the address, or comes from a view. */
export function List<T extends { readonly id: string }>(props: ListProps<T>) {
  const viewed = useViews(props.spec.views)
  return viewed.isReady ? <Shaped {...props} viewed={viewed} /> : <Loading lines={10} />
}

function Shaped<T extends { readonly id: string }>(props: ListProps<T> & { readonly viewed: Viewed }) {
  const { spec, empty, scope, acts, viewed } = props
  const { say } = viewed
  const { words, leftOut } = askable(viewed.words, spec.retired)
  const { sort, filter, group } = words
  const list = useList(spec, words)
  const [isOpen, { toggle }] = useDisclosure(false)
  const { error } = list.rows
  const problems = error instanceof ApiError ? error.problems : []
  return (
    <Card flush>
      <ListTools spec={spec} viewed={viewed} scope={scope?.(words, say)} filter={{ isOpen, toggle }} />
      <ChangedByBanner words={words} say={say} many={spec.many} />
      <FilterBar spec={spec} words={words} say={say} isOpen={isOpen} problems={problems} />
      <LeftOut
        what={viewed.view ? 'view' : 'address'}
        leftOut={leftOut}
        takeOut={() => say({ sort, filter, group })}
      />
      <PastBanner words={words} say={say} note={spec.pastNote} />
      {words.group && spec.groups ? (
        <Suspense fallback={<Loading lines={10} />}>
          <Groups spec={spec} words={words} by={words.group} say={say} count={spec.groups} />
        </Suspense>
      ) : (
        <Rows
          spec={spec}
          words={words}
          list={list}
          say={say}
          empty={empty}
          acts={words.asOf ? undefined : acts}
        />
      )}
    </Card>
  )
}

interface RowsProps<T extends { readonly id: string }> extends Pick<ListProps<T>, 'spec' | 'empty' | 'acts'> {
  readonly words: ListWords
  readonly list: ReturnType<typeof useList<T>>
  say(change: ListWords): void
}

function Rows<T extends { readonly id: string }>({ spec, words, list, say, empty, acts }: RowsProps<T>) {
  const { rows, items, count } = list
  const { search, filter, archived } = words
  const isWaiting = rows.isPlaceholderData
  const selection = useSelection({ within: JSON.stringify([filter, archived]), search, isWaiting }, items)
  if (rows.error) return <Refused error={rows.error} retry={() => void rows.refetch()} say={say} />
  if (!rows.data) return <Loading lines={10} />
  if (items.length === 0) {
    if (search || filter || archived) return <NothingFits many={spec.many} say={say} />
    return words.asOf ? <NothingThen many={spec.many} /> : empty
  }
  const more = rows.hasNextPage ? Math.max(1, (count?.count ?? Number.MAX_SAFE_INTEGER) - items.length) : 0
  return (
    <>
      {acts && (
        <SelectionBar
          spec={spec}
          words={words}
          selection={selection}
          count={count?.exact ? count.count : undefined}
          acts={acts}
        />
      )}
      <Grid
        caption={titleOf(spec.many)}
        columns={shownColumns(spec, words)}
        rows={items}
        count={count?.exact ? count.count : undefined}
        sort={words.sort ?? spec.usualSort}
        isCompact={words.density === 'compact'}
        isOld={isWaiting}
        selection={acts && selection}
        more={more}
        onMore={() => void (rows.isFetching || rows.fetchNextPage())}
        onSort={(sort) => say({ sort })}
        onWiden={(shown) => say({ columns: columnWords(spec, shown) })}
      />
      <Group px="md" py={8} justify="space-between" style={{ borderTop: '1px solid var(--m-line)' }}>
        <Text size="sm" c="dimmed" role="status">
          {count ? countText(count, spec) : list.isUncounted ? 'Not counted: it took too long' : '…'}
        </Text>
        <Elsewhere />
      </Group>
    </>
  )
}

const countText = (
  { count, exact }: { readonly count: number; readonly exact: boolean },
  { noun, many }: { readonly noun: string; readonly many: string },
): string => `${exact ? '' : 'more than '}${countOf(count, noun, many)}`

const titleOf = (many: string): string => many.charAt(0).toUpperCase() + many.slice(1)

/** Whoever reads by another clock is told which one this is. */
function Elsewhere() {
  if (zone === ownZone) return null
  return (
    <Text size="sm" c="dimmed">
      Days and times of {zone}
    </Text>
  )
}

function NothingThen({ many }: { readonly many: string }) {
  return (
    <Box style={{ borderTop: '1px solid var(--m-line)' }}>
      <Empty
        icon={<IconCalendarOff size={32} stroke={1.5} />}
        title={`There were no ${many} in the directory then`}
      >
        Choose a later day, or go back to today.
      </Empty>
    </Box>
  )
}

function NothingFits({ many, say }: { readonly many: string; say(change: ListWords): void }) {
  return (
    <Box style={{ borderTop: '1px solid var(--m-line)' }}>
      <Empty
        icon={<IconSearchOff size={32} stroke={1.5} />}
        title={`No ${many} fit`}
        action={
          <Button
            variant="default"
            onClick={() =>
              say({ search: undefined, filter: undefined, archived: undefined, asOf: undefined })
            }
          >
            Show all
          </Button>
        }
      >
        What is searched and filtered leaves nothing. Take a rule away, or look for less.
      </Empty>
    </Box>
  )
}
