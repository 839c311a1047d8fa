import { Anchor, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Groups as Counted } from '../../../client/types.ts'
import type { AskedType } from '../../../lib/condition/asked-field.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf, countText } from '../../ui/numbers.ts'
import { Loading } from '../../ui/states.tsx'
import { dayText } from '../../ui/time.ts'
import { withValue } from './filter-rules.ts'
import { Refused } from './left-out.tsx'
import type { ListSpec } from './list-spec.ts'
import { given, type ListWords } from './words.ts'

type One = Counted['items'][number]

interface GroupsProps<T extends { readonly id: string }> {
  readonly spec: ListSpec<T>
  readonly words: ListWords
  readonly by: string
  say(change: ListWords): void
  count(wish: Parameters<NonNullable<ListSpec<T>['groups']>>[0]): Promise<Counted>
}

/** How many rows have which value of a column; each leads to the rows. */
export function Groups<T extends { readonly id: string }>({ spec, words, by, say, count }: GroupsProps<T>) {
  const { search, filter, archived, asOf } = words
  const wish = { search, filter, archived, asOf, by }
  const query = useQuery({
    queryKey: [...spec.key, 'groups', wish],
    queryFn: () => count(wish),
    retry: false,
  })
  if (query.error) return <Refused error={query.error} retry={() => void query.refetch()} say={say} />
  if (!query.data) return <Loading lines={10} />
  const { items, isWhole } = query.data
  const column = spec.columns.find(({ key }) => key === by)
  const label = column?.label ?? by
  const all = items.reduce((sum, one) => sum + one.count, 0)
  return (
    <>
      <DataTable
        caption={`${spec.many} by ${label}`}
        columns={[
          {
            key: 'value',
            label,
            cell: (one: One) => <Value words={words} by={by} one={one} type={column?.type} />,
          },
          { key: 'count', label: 'Count', align: 'right', cell: (one: One) => countText(one.count) },
          {
            key: 'share',
            label: 'Share',
            align: 'right',
            minor: true,
            cell: (one: One) => (isWhole ? share.format(one.count / all) : '–'),
          },
        ]}
        rows={items}
        rowKey={({ value }) => JSON.stringify(value)}
      />
      <Group px="md" py={8} style={{ borderTop: '1px solid var(--m-line)' }}>
        <Text size="sm" c="dimmed" role="status">
          {isWhole
            ? `${countOf(items.length, 'group')}, ${countOf(all, spec.noun, spec.many)}`
            : `The ${items.length} largest groups`}
        </Text>
      </Group>
    </>
  )
}

const share = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

interface ValueProps extends Pick<GroupsProps<{ readonly id: string }>, 'words' | 'by'> {
  readonly one: One
  readonly type: AskedType | undefined
}

function Value({ words, by, one: { value }, type }: ValueProps) {
  const rows = given({ ...words, filter: withValue(words.filter, by, value), group: undefined })
  return (
    <Anchor inherit renderRoot={(props) => <Link {...props} to="." search={rows} />}>
      {textOf(value, type)}
    </Anchor>
  )
}

function textOf(value: One['value'], type: AskedType | undefined): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return type === 'date' || type === 'datetime' ? dayText(String(value)) : String(value)
}
