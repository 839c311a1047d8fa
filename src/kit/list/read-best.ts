import { type Expression, sql } from 'kysely'
import type { Connections } from '../../db/pool.ts'
import type { Condition, Operator } from '../../lib/condition/condition.ts'
import type { Sql, Test } from './column.ts'
import { compileFilter } from './compile-filter.ts'
import { inTime } from './in-time.ts'
import { type List, whereOf } from './read-list.ts'
import { orderBy, sortKeys } from './sort.ts'

/** What is looked for by its name in a list of what has a text in it. */
export interface Sought {
  readonly text: string
  /** The columns by which something is called. */
  readonly names: readonly string[]
  /** The one of them that an index is sorted by, where there is one. */
  readonly indexed?: string
  /** Those that have the text in a name of their own, of a list in which others are found by something else. */
  readonly named?: List<unknown>
  readonly limit: number
}

/** Those of a list that have a text in a column. */
export const withPart = <Row>(list: List<Row>, field: string, text: string): List<Row> => {
  const test = compileFilter({ field, operator: 'contains', value: text }, list.columns)
  return { ...list, parts: list.parts.map((part) => sql<Row>`select r.* from (${part}) as r where ${test}`) }
}

/** So many of a large list are looked at: of more, some are as good as others. */
const mostFound = 200
/** Whose name is or begins so is looked for among so many where no index is sorted by names. */
const mostNamed = 2000

/** The first of a list, in one question: before all others who is called so, then whose name begins so. */
export async function readBest<Row extends { readonly id: string }>(
  db: Connections,
  list: List<Row>,
  sought: Sought,
): Promise<readonly Row[]> {
  const keys = sortKeys(list.order, list.columns, list.ties)
  const [isCalled, begins] = [called(list, sought, 'equals'), called(list, sought, 'starts')]
  const found = list.parts.flatMap((part) => candidates(part, { list, sought, isCalled, begins }))
  const query = sql<Row>`
    select r.* from (${sql.join(found, sql` union all `)}) as r
     order by case when ${isCalled} then 1 when ${begins} then 2 else 3 end, ${orderBy(keys)}
     limit ${waysToBeFound * sought.limit}`
  const { rows } = await inTime(db, (one) => query.execute(one), { list, keys })
  return [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, sought.limit)
}

/** Who is called so, whose name begins so, and who has the text anywhere. */
const waysToBeFound = 3

interface Looking<Row> {
  readonly list: List<Row>
  readonly sought: Sought
  readonly isCalled: Test
  readonly begins: Test
}

/** The rows among which the best are: some, and of a large list those that would be missed where many have the text. */
function candidates<Row>(part: Expression<Row>, looking: Looking<Row>): readonly Sql<Row>[] {
  const { list, sought, isCalled } = looking
  const { indexed, limit } = sought
  const of = (tests: readonly Test[], rest: Sql) =>
    sql<Row>`(select r.* from (${part}) as r ${whereOf(tests)} ${rest})`
  if (!list.isLarge) return [of([], sql``)]
  const some = of([], sql`limit ${mostFound}`)
  if (indexed === undefined) return [of([isAmongNamed(part, looking)], sql``), some]
  const begins = called(list, { ...sought, names: [indexed] }, 'starts')
  const inOrder = orderBy(sortKeys(indexed, list.columns, list.ties))
  return [of([isCalled], sql`limit ${limit}`), of([begins], sql`order by ${inOrder} limit ${limit}`), some]
}

/** Whether a row is one of the best by their names; only of these more is read than that. */
function isAmongNamed<Row>(
  part: Expression<Row>,
  { isCalled, begins, sought: { named, limit } }: Looking<Row>,
): Test {
  const lookedThrough = (named?.parts ?? [part]).map(
    (one) => sql`(select r.id from (select * from (${one}) as r limit ${mostNamed}) as r
      where ${begins} order by ${isCalled} is true desc limit ${limit})`,
  )
  return sql`r.id in (${sql.join(lookedThrough, sql` union all `)})`
}

/** Whether a name that may be known is the text, or begins with it. */
function called<Row>(
  { columns }: List<Row>,
  { names, text }: Pick<Sought, 'names' | 'text'>,
  operator: Operator,
): Test {
  const rules = names
    .filter((name) => Object.hasOwn(columns, name))
    .map((field): Condition => ({ field, operator, value: text }))
  return rules.length === 0 ? sql`false` : compileFilter({ combine: 'or', rules }, columns)
}
