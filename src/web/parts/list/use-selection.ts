import { useState } from 'react'
import { type Chosen, choose, everybody, isChosen, nobody, range } from './chosen.ts'

/** What is chosen of a list, and how more is. */
export interface Selection {
  readonly chosen: Chosen
  isChosen(id: string): boolean
  /** Chooses a row, or lets it go; with everything between it and the one before. */
  toggle(id: string, withRange: boolean): void
  /** Chooses all rows that are there, or none. */
  toggleRows(): void
  readonly rows: 'all' | 'some' | 'none'
  /** How many of those that are chosen are not among the rows that are there. */
  readonly hidden: number
  /** Whether the rows are still those of another question: nothing can be chosen of them. */
  readonly isWaiting: boolean
  chooseAll(): void
  clear(): void
}

/** What a list is asked; `within` is all but its search. */
interface Question {
  readonly within: string
  readonly search: string | undefined
  readonly isWaiting: boolean
}

interface Kept {
  readonly asked: Question
  readonly chosen: Chosen
  readonly last?: string
}

/** What is chosen of a list: it stays from one search to the next. Of a list that is filtered otherwise, nothing is. */
export function useSelection(asked: Question, rows: readonly { readonly id: string }[]): Selection {
  const [kept, keep] = useState<Kept>()
  const { chosen = nobody, last } = kept && isStill(kept, asked) ? kept : {}
  const put = (next: Chosen, id?: string) =>
    keep({ asked, chosen: next, ...(id === undefined ? {} : { last: id }) })
  const ids = rows.map(({ id }) => id)
  const count = rows.filter(({ id }) => isChosen(chosen, id)).length
  const shown = count === 0 ? 'none' : count === rows.length ? 'all' : 'some'
  return {
    chosen,
    isChosen: (id) => isChosen(chosen, id),
    toggle: (id, withRange) =>
      put(choose(chosen, withRange ? range(rows, last, id) : [id], !isChosen(chosen, id)), id),
    toggleRows: () => put(shown === 'all' && chosen.isAll ? nobody : choose(chosen, ids, shown !== 'all')),
    rows: shown,
    hidden: chosen.isAll ? 0 : chosen.ids.size - count,
    isWaiting: asked.isWaiting,
    chooseAll: () => put(everybody),
    clear: () => put(nobody),
  }
}

/** All that fit are those of one search. */
const isStill = ({ asked, chosen }: Kept, { within, search }: Question): boolean =>
  asked.within === within && (!chosen.isAll || asked.search === search)
