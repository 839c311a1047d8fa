import type { CompiledQuery } from 'kysely'
import type { PoolClient } from 'pg'
import type { Connections } from '../../db/pool.ts'
import { type List, type Wish, wholeList } from './read-list.ts'

const piece = 50
const patience = `set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '60s';
  set local cursor_tuple_fraction = 1`

type Whole = Pick<Wish, 'filter' | 'sort'>

/** Every row of a list as it is at one moment, read as `readPieces` does. */
export const readAll = <Row>(
  db: Connections,
  list: List<Row>,
  wish: Whole = {},
): AsyncGenerator<Row, void, undefined> => rowsOf(readPieces(db, list, wish))

async function* rowsOf<Row>(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<Row, void, undefined> {
  for await (const rows of pieces) yield* rows
}

/**
 * The pieces of a list, sorted once however long it is. What it cannot be asked is refused at once, before anything of it
 * is sent. Whoever takes none for a minute gets no more.
 */
export function readPieces<Row>(
  db: Connections,
  list: List<Row>,
  wish: Whole = {},
): AsyncGenerator<readonly Row[], void, undefined> {
  return piecesOf<Row>(db, wholeList(list, wish).compile(db.kysely))
}

async function* piecesOf<Row>(
  db: Connections,
  { sql, parameters }: CompiledQuery<unknown>,
): AsyncGenerator<readonly Row[], void, undefined> {
  const client = await db.pool.connect()
  let isWhole = false
  try {
    await client.query(`begin isolation level repeatable read, read only; ${patience}`)
    await client.query(`declare listed no scroll cursor for ${sql}`, [...parameters])
    yield* fetchPieces<Row>(client)
    await client.query('commit')
    isWhole = true
  } finally {
    // A connection whose cursor is still open is closed.
    client.release(!isWhole)
  }
}

async function* fetchPieces<Row>(client: PoolClient): AsyncGenerator<readonly Row[], void, undefined> {
  for (;;) {
    // The query is that of the list.
    const { rows } = await client.query(`fetch ${piece} from listed`)
    if (rows.length === 0) return
    yield rows as readonly Row[]
  }
}
