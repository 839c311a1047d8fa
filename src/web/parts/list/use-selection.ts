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
  chooseAll(): void
  clear(): void
}

/** What is chosen of the rows of a list. Of a list that is asked something else, nothing is. */
export function useSelection(asked: string, rows: readonly { readonly id: string }[]): Selection {
  const [kept, keep] = useState<{ readonly asked: string; readonly chosen: Chosen; readonly last?: string }>()
  const { chosen = nobody, last } = kept?.asked === asked ? kept : {}
  const put = (next: Chosen, id?: string) =>
    keep({ asked, chosen: next, ...(id === undefined ? {} : { last: id }) })
  const count = rows.filter(({ id }) => isChosen(chosen, id)).length
  const shown = count === 0 ? 'none' : count === rows.length ? 'all' : 'some'
  return {
    chosen,
    isChosen: (id) => isChosen(chosen, id),
    toggle: (id, withRange) =>
      put(choose(chosen, withRange ? range(rows, last, id) : [id], !isChosen(chosen, id)), id),
    toggleRows: () =>
      put(
        shown === 'all'
          ? nobody
          : choose(
              chosen,
              rows.map(({ id }) => id),
              true,
            ),
      ),
    rows: shown,
    chooseAll: () => put(everybody),
    clear: () => put(nobody),
  }
}
