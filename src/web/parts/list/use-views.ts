import { useQuery } from '@tanstack/react-query'
import type { View, ViewedList } from '../../../client/view.ts'
import { shownViewQuery, viewsQuery } from '../data/views.ts'
import { useMay, useSession } from '../session.ts'
import { given, keptWords, type ListWords, useListWords } from './words.ts'

/** A list as its address and the views of whoever looks at it say. */
export interface Viewed {
  readonly views: readonly View[]
  /** The view that its words began with. */
  readonly view: View | undefined
  readonly words: ListWords
  /** Whether it is known how the list comes. */
  readonly isReady: boolean
  say(change: ListWords): void
  /** Shows a view; undefined: the list as it is without one. */
  show(view: View | undefined): void
}

/** What the address says; where it says nothing, the view that the list comes as. */
export function useViews(list: ViewedList): Viewed {
  const may = useMay()
  const [said, put] = useListWords()
  const { data: views = [], isPending } = useQuery({ ...viewsQuery(list), enabled: may('views:read') })
  const { asOf, group, ...shape } = said
  const isBare = Object.keys(shape).length === 0
  const { role } = useSession()
  const usual = defaultOf(views.filter((view) => !isOfOthers(view, role)))
  const listed = isBare ? usual : views.find(({ id }) => id === said.view)
  const { data: shown } = useQuery({ ...shownViewQuery(listed?.id ?? ''), enabled: listed !== undefined })
  // What was read by itself comes with the version that an edit is meant for.
  const view = listed && (shown ?? listed)
  // A day or groups in an address that says nothing else are looked at in the view that the list comes as.
  const words = isBare && view ? { ...wordsOf(view), ...given({ asOf, group }) } : said
  return {
    views,
    view,
    words,
    isReady: !(isBare && may('views:read') && isPending),
    say: (change) => put({ ...(usual ? { view: 'all' } : {}), ...words, ...change }),
    show: (next) => put(next ? wordsOf(next) : usual ? { view: 'all' } : {}),
  }
}

/** The words that show a view. */
const wordsOf = ({ id, words }: View): ListWords => ({ ...words, view: id })

/** Whether a list was shaped otherwise since its view was chosen. */
export const isChanged = ({ words: kept }: View, words: ListWords): boolean =>
  JSON.stringify(Object.entries(keptWords(words)).toSorted()) !==
  JSON.stringify(Object.entries(kept).toSorted())

/** Whether a view is there only to be kept up, for people of another role. */
export const isOfOthers = ({ reach, role }: View, own: { readonly key: string }): boolean =>
  reach === 'role' && role !== own.key

/** One's own goes before that of one's role, and that before everybody's. */
function defaultOf(views: readonly View[]): View | undefined {
  const defaults = views.filter(({ isDefault }) => isDefault)
  const of = (reach: View['reach']) => defaults.find((view) => view.reach === reach)
  return of('private') ?? of('role') ?? of('everyone')
}
