import type { Kysely } from 'kysely'
import { escapeLiteral } from 'pg'
import type { Tables } from '../../db/tables.ts'
import { type Condition, outermost, type Rule, rulesOf } from '../../lib/condition/condition.ts'
import { parseFilter } from '../../lib/condition/parse.ts'
import { stretchOf } from '../../lib/condition/stretch.ts'
import { type Column, type Columns, type Sql, sortedLetters, type Test } from './column.ts'
import { compileFilter } from './compile-filter.ts'
import { type SortKey, sortKeys } from './sort.ts'

/** A list as it is asked over and over, of which only some columns stand in the table itself. */
export interface Repeated {
  readonly filter?: string | undefined
  readonly sort: string
  /** The columns of the table, of its row `r`. */
  readonly columns: Columns
  readonly ties: readonly string[]
  /** What is true of every row of the list. */
  readonly always: readonly Test[]
}

/**
 * What an index is built on that gives the first rows of a list at once: columns that are compared with one value, then
 * those of the sort, of the rows that fit the other rules. Undefined where the sort is by something else than the table has,
 * or an entry could have more bytes than PostgreSQL takes.
 */
export function indexSql(
  kysely: Kysely<Tables>,
  { filter, sort, columns, ties, always }: Repeated,
): string | undefined {
  if (sort.split(',').some((word) => !Object.hasOwn(columns, word.replace(/^-/, '')))) return undefined
  const rules = filter === undefined ? [] : outermost(parseFilter(filter))
  const known = rules.filter((rule) => rulesOf(rule).every(({ field }) => Object.hasOwn(columns, field)))
  const compared = known.filter((rule) => isOneValue(rule, columns))
  const names = [...new Set(compared.map(({ field }) => field))].toSorted()
  const keys = sortKeys(sort, columns, ties).filter(({ name }) => !names.includes(name))
  // What an index is of must not depend on the time, nor on the zone of the workspace.
  const others = known.filter(
    (rule) =>
      !compared.some((one) => one === rule) && !rulesOf(rule).some((one) => asksForDays(one, columns)),
  )
  const plain = (part: Sql) => inline(kysely, part)
  const same = names.flatMap((name) => columns[name] ?? [])
  if (bytesOf([...same, ...keys.map(({ column }) => column)]) > mostBytes) return undefined
  const parts = [
    ...same.map(({ sorted }) => `(${plain(sorted)})`),
    ...keys.map((key) => `(${plain(key.column.sorted)}) ${directionOf(key)}`),
  ]
  const tests = [...always, ...others.map((rule) => compileFilter(rule, columns))].map(plain)
  return `(${parts.join(', ')})${tests.length === 0 ? '' : ` where ${tests.join(' and ')}`}`
}

// PostgreSQL refuses a row whose entry in an index has more than 2,704 bytes, and with it the load that writes it.
const mostBytes = 2690
/** Texts that are sorted by their key are of unique fields or ids of vendors, of at most 256 letters of four bytes. */
const keyLetters = 256

/** How many bytes an entry of an index on these columns has at the most. */
function bytesOf(columns: readonly Column[]): number {
  const sizes = columns.map(({ type, key, sorted }) =>
    type === 'text' ? 4 * (key === sorted ? keyLetters : sortedLetters) + 8 : 24,
  )
  return sizes.reduce((sum, size) => sum + size, 8)
}

/** Whether a rule is about days: those from today on, or the whole ones of a date and time. */
const asksForDays = (rule: Rule, columns: Columns): boolean =>
  stretchOf(rule, columns[rule.field]?.type ?? 'text') !== undefined

/** Whether rows that fit a rule share one value of its column, in the column's own type. */
function isOneValue(rule: Condition, columns: Columns): rule is Rule {
  if ('combine' in rule || rule.not || rule.operator !== 'equals') return false
  if (asksForDays(rule, columns)) return false
  return ['text', 'boolean', 'date', 'datetime', 'id'].includes(columns[rule.field]?.type ?? '')
}

/** As `orderBy` sorts. */
function directionOf({ column, down }: SortKey): string {
  return `${down ? 'desc' : 'asc'}${column.filled ? '' : ' nulls last'}`
}

/** SQL without parameters and without the name of the row, as an index takes it. */
export function inline(kysely: Kysely<Tables>, part: Sql): string {
  const { sql, parameters } = part.compile(kysely)
  return sql
    .replaceAll('"r".', '')
    .replace(/\$(\d+)/g, (_, number: string) => escapeLiteral(String(parameters[Number(number) - 1])))
}
