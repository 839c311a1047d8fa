import { readSort } from '../../../client/sort.ts'
import type { View } from '../../../client/view.ts'
import { dayText } from '../../ui/time.ts'
import { filterText } from './filter-text.ts'
import type { ListSpec } from './list-spec.ts'

/** What a view holds, in words: whom it shows, how they are counted or sorted, and of which day. */
export function viewText<T extends { readonly id: string }>(
  { words: { search, filter, archived, group, asOf, sort } }: Pick<View, 'words'>,
  spec: Pick<ListSpec<T>, 'columns' | 'quick'>,
): string {
  const labelOf = (key: string) => spec.columns.find((column) => column.key === key)?.label ?? key
  const sorted = readSort(sort ?? '').map(({ id, desc }) => `${labelOf(id)}${desc ? ', last first' : ''}`)
  const parts = [
    archived && 'archived',
    search && `with “${search}”`,
    filter && filterText(filter, spec),
    group ? `counted by ${labelOf(group)}` : sorted.length > 0 && `by ${sorted.join(', then ')}`,
    asOf && `as of ${dayText(asOf)}`,
  ]
  return parts.filter(Boolean).join(' · ')
}
