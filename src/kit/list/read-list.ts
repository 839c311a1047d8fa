import { type Expression, type Kysely, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import type { Page } from '../page.ts'
import type { Columns, Sql, Test } from './column.ts'
import { compileFilter } from './compile-filter.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { inTime } from './in-time.ts'
import { keyOf, orderBy, type SortKey, sortKeys, stretchesBehind } from './sort.ts'

/** A list as data: where its rows come from, and what they can be asked. */
export interface List<Row> {
  /** Queries whose rows together are the list; filter, order and limit reach into each of them. */
  readonly parts: readonly Expression<Row>[]
  readonly columns: Columns
  /** Its usual order, written as in `sort`. */
  readonly order: string
  /** The columns that together no two rows share. */
  readonly ties: readonly string[]
  /** It may have millions of rows: those of a piece are found by their keys alone before anything else of them is read. */
  readonly isLarge?: true
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
  const place = wish.cursor === undefined ? undefined : readCursor(wish.cursor, sort, keys.length)
  const stretches = place ? stretchesBehind(keys, place).map((test) => [...tests, test]) : [tests]
  const read = async (one: Kysely<Tables>) => {
    const found: Keyed<Row>[] = []
    for (const stretch of stretches) {
      const limit = wish.limit + 1 - found.length
      if (limit > 0) found.push(...(await piece(list, keys, { tests: stretch, limit }).execute(one)).rows)
    }
    return found
  }
  const rows = await inTime(db, read, { list, keys, ...wish })
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
  const { rows } = await inTime(db, (one) => query.execute(one), { list, keys: [], filter })
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, mostCounted), exact: count <= mostCounted }
}

/** What a filter asks of the rows of a list. Throws `input.invalid`. */
export function filterTests<Row>({ columns }: List<Row>, filter: string | undefined): Test[] {
  return filter === undefined ? [] : [compileFilter(parseFilter(filter), columns)]
}

export const whereOf = (tests: readonly Test[]): Sql =>
  tests.length === 0 ? sql`` : sql`where ${sql.join(tests, sql` and `)}`

/** A row with what it is sorted by. */
type Keyed<Row> = Row & { readonly list_key: (string | null)[] }

function piece<Row>(
  { parts, isLarge, columns, ties }: List<Row>,
  keys: readonly SortKey[],
  { tests, limit }: { readonly tests: readonly Test[]; readonly limit: number | undefined },
): Sql<Keyed<Row>> {
  const order = sql`order by ${orderBy(keys)}`
  const tail = limit === undefined ? order : sql`${order} limit ${limit}`
  const [only, ...others] = parts
  const rowsOf = (part: Expression<Row>) => sql`(${part}) as r ${whereOf(tests)} ${tail}`
  if (only && others.length === 0 && isLarge && limit !== undefined) {
    const known = ties.map((name) => columns[name]?.value ?? sql`null`)
    const found = sql`select ${sql.join(known.map((value, at) => sql`${value} as ${sql.ref(`t${at}`)}`))} from ${rowsOf(only)}`
    const same = known.map((value, at) => sql`${value} = ${sql.ref(`found.t${at}`)}`)
    return sql`select r.*, ${keyOf(keys)} as list_key from (${found}) as found
      join (${only}) as r on ${sql.join(same, sql` and `)} ${order}`
  }
  const queries = parts.map((part) => sql`select r.*, ${keyOf(keys)} as list_key from ${rowsOf(part)}`)
  if (queries[0] && queries.length === 1) return sql`${queries[0]}`
  return sql`select * from (${sql.join(
    queries.map((one) => sql`(${one})`),
    sql` union all `,
  )}) as r ${tail}`
}
