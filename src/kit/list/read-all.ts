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
  return piecesOf<Row>(db, wholeList(list, wish, db.zone).compile(db.kysely))
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
    const rows = await nextRows(client)
    if (rows.length === 0) return
    // The query is that of the list.
    yield rows as readonly Row[]
  }
}

/**
 * The next piece, by a callback: with the driver's own promises, what was read of one piece stays reachable from the next
 * until old memory is swept: a long list would need twice the time and 40 MB more.
 */
const nextRows = (client: PoolClient): Promise<readonly unknown[]> =>
  new Promise((resolve, reject) => {
    void client.query(`fetch ${piece} from listed`, (error: Error | null, result) => {
      if (error) reject(error)
      else resolve(result.rows)
    })
  })
