import { type SqlBool, sql } from 'kysely'
import { unknownField } from '../../lib/condition/problems.ts'
import { invalid } from '../../lib/errors.ts'
import type { Column, Columns, Sql, Test } from './column.ts'

/** One key that rows are sorted by. */
export interface SortKey {
  readonly name: string
  readonly column: Column
  readonly down: boolean
}

const mostKeys = 5

/**
 * The keys of a sort such as `department,-start_date`, at the end with the columns that tell two rows apart, in the
 * direction of the last, so that one index can serve all. Throws `input.invalid`.
 */
export function sortKeys(sort: string, columns: Columns, ties: readonly string[]): readonly SortKey[] {
  const keys = sort.split(',').map((word) => sortKey(word.trim(), columns))
  const names = keys.map(({ name }) => name)
  if (keys.length > mostKeys) throw refused(`${mostKeys} fields are the most`)
  if (new Set(names).size < names.length) throw refused('names a field twice')
  const down = keys.at(-1)?.down ?? false
  const further = ties.flatMap((name) => {
    const column = columns[name]
    return column && !names.includes(name) ? [{ name, column, down }] : []
  })
  return [...keys, ...further]
}

function sortKey(word: string, columns: Columns): SortKey {
  const down = word.startsWith('-')
  const name = down ? word.slice(1) : word
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined
  if (!column) throw refused(unknownField(name, Object.keys(columns)))
  if (column.type === 'list' || column.among)
    throw refused(`${column.label} is a list, by which nothing can be sorted`)
  return { name, column, down }
}

const refused = (message: string) => invalid([{ field: 'sort', message }])

/** What is empty stands at the end, whatever the direction. */
export function orderBy(keys: readonly SortKey[]): Sql {
  const parts = keys.map(({ column: { sorted, filled }, down }) => {
    const direction = down ? sql`desc` : sql`asc`
    return filled ? sql`${sorted} ${direction}` : sql`${sorted} ${direction} nulls last`
  })
  return sql.join(parts, sql`, `)
}

/** The values that a row is sorted by, as texts that PostgreSQL reads again without loss. */
export function keyOf(keys: readonly SortKey[]): Sql<(string | null)[]> {
  return sql`array[${sql.join(keys.map(({ column }) => sql`(${column.sorted})::text`))}]`
}

/**
 * The rows behind the one that has these values, as stretches that follow each other: an index on the first key is entered
 * in the middle for each, where one test for all would have to begin it at its beginning.
 */
export function stretchesBehind(
  keys: readonly SortKey[],
  values: readonly (string | null)[],
): readonly Test[] {
  const [first, ...others] = keys
  const [value = null, ...rest] = values
  if (!first || first.column.filled) return [isBehind(keys, values)]
  const isEmpty = sql<SqlBool>`${first.column.sorted} is null`
  if (value === null) return [sql`(${isEmpty} and ${isBehind(others, rest)})`]
  return [from(first, value, isBehind(others, rest)), isEmpty]
}

/** All rows as two stretches: those with a value of the first key, and those without. */
export const filledThenEmpty = ([first]: readonly SortKey[]): readonly Test[] =>
  first ? [sql`${first.column.sorted} is not null`, sql`${first.column.sorted} is null`] : [sql`true`]

/**
 * The rows from a value on; of those that have it, only those that are behind. An index is entered at the value. Said in other
 * words, PostgreSQL would take the two tests for rarer than they are, and sort all of them; with `<>` it would count the rows
 * without a value, too, of which there may be many.
 */
const from = (key: SortKey, value: string | null, behind: Test): Test =>
  sql`(${notBefore(key, value)} and (${key.column.sorted} is distinct from ${value} or ${behind}))`

/** Whether a row comes behind the one that has these values. */
function isBehind(keys: readonly SortKey[], values: readonly (string | null)[]): Test {
  const [first, ...others] = keys
  if (!first) return sql`false`
  const [value = null, ...rest] = values
  if (others.length === 0) return isAfter(first, value)
  const next = isBehind(others, rest)
  if (first.column.filled) return from(first, value, next)
  const isSame =
    value === null
      ? sql<SqlBool>`${first.column.sorted} is null`
      : sql<SqlBool>`${first.column.sorted} = ${value}`
  return sql`(${isAfter(first, value)} or (${isSame} and ${next}))`
}

function isAfter({ column: { sorted, filled }, down }: SortKey, value: string | null): Test {
  if (value === null) return sql`false`
  const beyond = down ? sql<SqlBool>`${sorted} < ${value}` : sql<SqlBool>`${sorted} > ${value}`
  return filled ? beyond : sql`(${beyond} or ${sorted} is null)`
}

function notBefore({ column: { sorted }, down }: SortKey, value: string | null): Test {
  return down ? sql`${sorted} <= ${value}` : sql`${sorted} >= ${value}`
}
