import { type Expression, type Kysely, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import { AppError } from '../../lib/errors.ts'
import type { Page } from '../page.ts'
import type { Columns, Sql, Test } from './column.ts'
import { compileFilter } from './compile-filter.ts'
import { noCursor, readCursor, writeCursor } from './cursor.ts'
import { isBehind, keyOf, orderBy, type SortKey, sortKeys } from './sort.ts'

/** A list as data: where its rows come from, and what they can be asked. */
export interface List<Row> {
  /** Queries whose rows together are the list; filter, order and limit reach into each of them. */
  readonly parts: readonly Expression<Row>[]
  readonly columns: Columns
  /** Its usual order, written as in `sort`. */
  readonly order: string
  /** The columns that together no two rows share. */
  readonly ties: readonly string[]
}

/** Which piece of a list is wanted. */
export interface Wish {
  readonly filter?: string | undefined
  readonly sort?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** A piece of a list. Throws `input.invalid` and, after five seconds, `list.slow`. */
export async function readList<Row>(db: Connections, list: List<Row>, wish: Wish): Promise<Page<Row>> {
  const sort = wish.sort ?? list.order
  const keys = sortKeys(sort, list.columns, list.ties)
  const tests = filterTests(list, wish.filter)
  if (wish.cursor !== undefined) tests.push(isBehind(keys, readCursor(wish.cursor, sort, keys.length)))
  const query = piece(list, keys, { tests, limit: wish.limit + 1 })
  const { rows } = await gently(db, (one) => query.execute(one), wish.cursor !== undefined)
  const items = rows.slice(0, wish.limit)
  const last = rows.length > wish.limit ? items.at(-1) : undefined
  return { items, next: last ? writeCursor(sort, last.list_key) : null }
}

/** Every row of a list that a filter is true of, in its order; `list_key` is beside its columns. */
export function wholeList<Row>(
  list: List<Row>,
  { filter, sort = list.order }: Pick<Wish, 'filter' | 'sort'>,
) {
  const keys = sortKeys(sort, list.columns, list.ties)
  return piece(list, keys, { tests: filterTests(list, filter), limit: undefined })
}

/** The most that is counted; more is "at least so many". */
const mostCounted = 1_000_000

/** How many rows a list has. Throws as `readList` does. */
export async function countList<Row>(
  db: Connections,
  list: List<Row>,
  filter: string | undefined,
): Promise<{ readonly count: number; readonly exact: boolean }> {
  const where = whereOf(filterTests(list, filter))
  const parts = list.parts.map(
    (part) => sql`(select 1 from (${part}) as r ${where} limit ${mostCounted + 1})`,
  )
  const query = sql<{ count: number }>`
    select count(*) as count from (${sql.join(parts, sql` union all `)}) as counted`
  const { rows } = await gently(db, (one) => query.execute(one), false)
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, mostCounted), exact: count <= mostCounted }
}

function filterTests<Row>({ columns }: List<Row>, filter: string | undefined): Test[] {
  return filter === undefined ? [] : [compileFilter(parseFilter(filter), columns)]
}

const whereOf = (tests: readonly Test[]): Sql =>
  tests.length === 0 ? sql`` : sql`where ${sql.join(tests, sql` and `)}`

function piece<Row>(
  { parts }: List<Row>,
  keys: readonly SortKey[],
  { tests, limit }: { readonly tests: readonly Test[]; readonly limit: number | undefined },
): Sql<Row & { readonly list_key: (string | null)[] }> {
  const most = limit === undefined ? sql`` : sql`limit ${limit}`
  const tail = sql`order by ${orderBy(keys)} ${most}`
  const queries = parts.map(
    (part) => sql`select r.*, ${keyOf(keys)} as list_key from (${part}) as r ${whereOf(tests)} ${tail}`,
  )
  const [only] = queries
  if (only && queries.length === 1) return sql`${only}`
  return sql`select * from (${sql.join(
    queries.map((one) => sql`(${one})`),
    sql` union all `,
  )}) as r ${tail}`
}

/** Reads and nothing else, for five seconds at the most. */
async function gently<T>(
  { kysely }: Connections,
  work: (db: Kysely<Tables>) => Promise<T>,
  hasCursor: boolean,
): Promise<T> {
  try {
    return await kysely
      .transaction()
      .setAccessMode('read only')
      .execute(async (transaction) => {
        await sql`set local statement_timeout = 5000`.execute(transaction)
        return await work(transaction)
      })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === '57014') throw new AppError('list.slow')
    // Values of filters are of their type before they are asked for; only a cursor can hold something else.
    if (hasCursor && code.startsWith('22')) throw noCursor()
    throw error
  }
}
