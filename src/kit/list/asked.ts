import type { z } from 'zod'
import type { Connections } from '../../db/pool.ts'
import type { Page } from '../page.ts'
import { countGroups, type GroupsAnswer } from './groups.ts'
import type { Within } from './pick-fields.ts'
import { readPieces } from './read-all.ts'
import { countList, type List, readList, type Wish } from './read-list.ts'

/** A list that waits to be asked; what its rows are is its own matter. */
export interface Asked<Item> {
  page(wish: Wish): Promise<Page<Item>>
  /** Every item there is at one moment, piece by piece, as somebody takes them. */
  all(wish: Pick<Wish, 'filter' | 'sort'>): AsyncIterable<readonly Item[]>
  count(filter: string | undefined): Promise<{ readonly count: number; readonly exact: boolean }>
  /** How many there are of each value of a field. */
  groups(by: string, filter: string | undefined): Promise<z.input<typeof GroupsAnswer>>
  readonly within?: Within | undefined
}

/** A list whose rows are answered as items. */
export function asked<Row, Item>(
  db: Connections,
  list: List<Row>,
  present: (rows: readonly Row[]) => readonly Item[] | Promise<readonly Item[]>,
  within?: Within,
): Asked<Item> {
  return {
    page: async (wish) => {
      const { items, next } = await readList(db, list, wish)
      return { items: [...(await present(items))], next }
    },
    all: (wish) => presented(readPieces(db, list, wish), present),
    count: (filter) => countList(db, list, filter),
    groups: (by, filter) => countGroups(db, list, { by, filter }),
    within,
  }
}

async function* presented<Row, Item>(
  pieces: AsyncIterable<readonly Row[]>,
  present: (rows: readonly Row[]) => readonly Item[] | Promise<readonly Item[]>,
): AsyncGenerator<readonly Item[], void, undefined> {
  for await (const rows of pieces) yield await present(rows)
}
