import { z } from 'zod'
import type { Groups } from '../../client/types.ts'
import type { ViewedList } from '../../client/view.ts'
import type { Session } from '../session.ts'
import { type Column, tableText } from '../text/table.ts'
import { valueText } from '../text/values.ts'
import { listInput, listOptions, word } from './input.ts'
import { wordsOf } from './views.ts'

/** What every list that has views can be asked for. */
export const viewedOptions = {
  '--view <view>': 'as this view asks, but for what is said beside it; muster views lists them',
  '--as-of <day>': 'as they were at the end of this day: 2026-01-31',
  ...listOptions,
}
export const viewedInput = {
  view: word.optional(),
  asOf: z.iso.date('must be a day, as in 2026-01-31').optional(),
  ...listInput,
}

interface Said {
  readonly view?: string | undefined
  readonly search?: string | undefined
  readonly archived?: boolean | undefined
  readonly filter?: string | undefined
  readonly sort?: string | undefined
  readonly asOf?: string | undefined
}

/** What a list is asked: what was said, and what else its view says. */
export async function askedOf(session: Session, list: ViewedList, { view, ...said }: Said) {
  const words = view === undefined ? {} : await wordsOf(session, view, list)
  const asked = {
    search: said.search ?? words.search,
    archived: said.archived ?? words.archived,
    filter: said.filter ?? words.filter,
    sort: said.sort ?? words.sort,
    asOf: said.asOf ?? words.asOf,
  }
  return { asked, group: words.group }
}

const columnsOf = (by: string, many: string): readonly Column<Groups['items'][number]>[] => [
  { title: by.toUpperCase(), of: ({ value }) => valueText(value), shrinks: true },
  { title: many.toUpperCase(), of: ({ count }) => String(count), align: 'right' },
]

/** Shows how many there are of each value, as the view of a list counts them. */
export function showGroups(
  session: Session,
  groups: Groups,
  { by, many }: { by: string; many: string },
): void {
  session.show(groups, tableText(columnsOf(by, many), groups.items, session.terminal.width))
}
