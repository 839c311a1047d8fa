import type { ListSpec } from './list-spec.ts'
import { shownColumns } from './use-list.ts'
import type { ListWords } from './words.ts'

/** Where a list is taken along as it is shown: of its columns only those that there are. */
export function exportAddress<T extends { readonly id: string }>(
  spec: ListSpec<T>,
  words: ListWords,
  format: 'csv' | 'xlsx',
): string {
  const { table, usualSort } = spec
  const { search, filter, archived, asOf, group: by, sort = usualSort } = words
  const columns = shownColumns(spec, words)
    .map(({ key }) => key)
    .join(',')
  const asked = { ...table.always, search, filter, archived, asOf, by, sort, columns, format }
  const given = Object.entries(asked).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `${table.path}?${new URLSearchParams(given)}`
}
