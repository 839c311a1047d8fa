import type { Connections } from '../../db/pool.ts'
import { type List, readList } from './read-list.ts'

const piece = 2000

/** Every row of a list, read piece by piece as somebody takes them. Throws as `readList` does. */
export async function* readAll<Row>(
  db: Connections,
  list: List<Row>,
  filter?: string | undefined,
): AsyncGenerator<Row, void, undefined> {
  let cursor: string | undefined
  do {
    const { items, next } = await readList(db, list, { limit: piece, cursor, filter })
    yield* items
    cursor = next ?? undefined
  } while (cursor !== undefined)
}
