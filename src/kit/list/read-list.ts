import { type Expression, type Kysely, type SqlBool, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { rulesOf } from '../../lib/condition/condition.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import type { Page } from '../page.ts'
import type { Columns, Sql, Test } from './column.ts'
import { compileFilter } from './compile-filter.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { fewWith, type Indexed } from './few-with.ts'
import { inTime } from './in-time.ts'
import { filledThenEmpty, keyOf, orderBy, type SortKey, sortKeys, stretchesBehind } from './sort.ts'

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
  /** Where parts of its texts are found by an index. */
  readonly indexed?: Indexed
  /** The same where rows are costly to make, too. */
  readonly finding?: Finding<Row>
}

/** How rows are found by what is asked of them alone. */
export interface Finding<Row> {
  /** Whether that takes less than whole rows do, where these columns are asked, first sorted by one; always when left out. */
  helps?(names: readonly string[], sorted: string | undefined): boolean
  /** Queries that together have every row, first sorted by one column where an order is asked; only these columns have to be right. */
  parts(names: readonly string[], sorted?: string): readonly Expression<unknown>[]
  /** A column: sorted by it, rows without a value are looked for only once there are too few of the others. */
  readonly emptyLater?: string
  /** The whole row that has these ties. */
  row(ties: readonly Sql[]): Expression<Row>
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
  const tests = filterTests(list, wish.filter, db.zone)
  const place = wish.cursor === undefined ? undefined : readCursor(wish.cursor, sort, keys.length)
  const isApart = list.finding?.emptyLater === keys[0]?.name
  const all = isApart ? filledThenEmpty(keys) : [sql<SqlBool>`true`]
  const stretches = place ? stretchesBehind(keys, place) : all
  // Within a stretch there is no other: so an index is read in either direction.
  const within = isApart
    ? keys.map((key, at) => (at === 0 ? { ...key, column: { ...key.column, filled: true } } : key))
    : keys
  const names = [...namesIn(wish.filter), ...keys.map(({ name }) => name)]
  const read = async (one: Kysely<Tables>) => {
    const found: Keyed<Row>[] = []
    const narrowed = [...tests, ...(await fewWith(one, list.indexed, wish.filter))]
    for (const stretch of stretches) {
      const limit = wish.limit + 1 - found.length
      if (limit <= 0) break
      const { rows } = await piece(list, within, { tests: [...narrowed, stretch], limit, names }).execute(one)
      found.push(...rows)
    }
    return found
  }
  const rows = await inTime(db, read, { list, keys, ...wish })
  const items = rows.slice(0, wish.limit)
  const last = rows.length > wish.limit ? items.at(-1) : undefined
  return { items, next: last ? writeCursor(sort, last.list_key) : null }
}

/** Every row of a list that a filter is true of, in its order; its days begin as they do in the zone. */
export function wholeList<Row>(
  list: List<Row>,
  { filter, sort = list.order }: Pick<Wish, 'filter' | 'sort'>,
  zone: string,
) {
  const keys = sortKeys(sort, list.columns, list.ties)
  return joined<Row>(list.parts, { what: sql`r.*`, keys, tests: filterTests(list, filter, zone) })
}

/** The most that is counted; more is "at least so many". */
const mostCounted = 1_000_000

/** How many rows a list has. Throws as `readList` does. */
export async function countList<Row>(
  db: Connections,
  list: List<Row>,
  filter: string | undefined,
): Promise<{ readonly count: number; readonly exact: boolean }> {
  const tests = filterTests(list, filter, db.zone)
  const read = async (one: Kysely<Tables>) => {
    const where = whereOf([...tests, ...(await fewWith(one, list.indexed, filter))])
    const parts = askedParts(list, namesIn(filter)).map(
      (part) => sql`(select 1 from (${part}) as r ${where} limit ${mostCounted + 1})`,
    )
    return sql<{ count: number }>`
      select count(*) as count from (${sql.join(parts, sql` union all `)}) as counted`.execute(one)
  }
  const { rows } = await inTime(db, read, { list, keys: [], filter })
  const count = rows[0]?.count ?? 0
  return { count: Math.min(count, mostCounted), exact: count <= mostCounted }
}

/** Queries that together have every row of a list; of their columns only these have to be right. */
export const askedParts = <Row>(list: List<Row>, names: readonly string[]) =>
  findingFor(list, names)?.parts(names) ?? list.parts

const findingFor = <Row>(
  { finding }: List<Row>,
  names: readonly string[],
  sorted?: string,
): Finding<Row> | undefined => (finding?.helps?.(names, sorted) === false ? undefined : finding)

/** What a filter asks of the rows of a list. Throws `input.invalid`. */
export function filterTests<Row>({ columns }: List<Row>, filter: string | undefined, zone: string): Test[] {
  return filter === undefined ? [] : [compileFilter(parseFilter(filter), columns, { zone })]
}

/** The columns that a filter names. */
export const namesIn = (filter: string | undefined): readonly string[] =>
  filter === undefined ? [] : rulesOf(parseFilter(filter)).map(({ field }) => field)

export const whereOf = (tests: readonly Test[]): Sql =>
  tests.length === 0 ? sql`` : sql`where ${sql.join(tests, sql` and `)}`

/** A row with what it is sorted by. */
type Keyed<Row> = Row & { readonly list_key: (string | null)[] }

interface Piece {
  readonly tests: readonly Test[]
  readonly limit: number
  /** The columns that are asked. */
  readonly names: readonly string[]
}

function piece<Row>(list: List<Row>, keys: readonly SortKey[], wanted: Piece): Sql<Keyed<Row>> {
  const whole = sql`r.*, ${keyOf(keys)} as list_key`
  const finding = findingFor(list, wanted.names, keys[0]?.name) ?? byTies(list)
  if (!finding) return joined(list.parts, { what: whole, keys, ...wanted })
  const ties = list.ties.map((name, at) => sql`${list.columns[name]?.value} as ${sql.ref(`t${at}`)}`)
  const marks = keys.map(({ column }, at) => sql`${column.sorted} as ${sql.ref(`k${at}`)}`)
  const found = joined(finding.parts(wanted.names, keys[0]?.name), {
    what: sql.join([...ties, ...marks]),
    keys,
    marked: keys.map((key, at) => ({ ...key, column: { ...key.column, sorted: sql.ref(`k${at}`) } })),
    ...wanted,
  })
  const row = finding.row(list.ties.map((_, at) => sql.ref(`found.t${at}`)))
  return sql`select ${whole} from (${found}) as found cross join lateral (${row}) as r order by ${orderBy(keys)}`
}

interface Joined {
  readonly what: Sql
  readonly keys: readonly SortKey[]
  readonly tests: readonly Test[]
  /** All of them when left out. */
  readonly limit?: number
  /** The keys as they are called in what was selected; the same when left out. */
  readonly marked?: readonly SortKey[]
}

/** What is wanted of the rows of several queries, in order; filter, order and limit reach into each of them. */
function joined<T>(
  parts: readonly Expression<unknown>[],
  { what, keys, marked = keys, tests, limit }: Joined,
): Sql<T> {
  const most = limit === undefined ? sql`` : sql`limit ${limit}`
  const queries = parts.map(
    (part) => sql<T>`select ${what} from (${part}) as r ${whereOf(tests)} order by ${orderBy(keys)} ${most}`,
  )
  const [only] = queries
  if (only && queries.length === 1) return only
  const all = sql.join(
    queries.map((one) => sql`(${one})`),
    sql` union all `,
  )
  return sql`select * from (${all}) as r order by ${orderBy(marked)} ${most}`
}

/** A large list of one part: PostgreSQL reads of it only what is asked, and then the rows that were found. */
function byTies<Row>({
  parts: [only, ...others],
  isLarge,
  ties,
  columns,
}: List<Row>): Finding<Row> | undefined {
  if (!only || others.length > 0 || !isLarge) return undefined
  return {
    parts: () => [only],
    row: (values) => {
      const same = ties.map((name, at) => sql`${columns[name]?.value} = ${values[at]}`)
      return sql<Row>`select r.* from (${only}) as r where ${sql.join(same, sql` and `)}`
    },
  }
}
