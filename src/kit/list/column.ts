import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AskedType } from '../../lib/condition/asked-field.ts'
import type { Prefix } from '../../lib/ids.ts'

/** SQL made of our own words and of parameters. */
export type Sql<T = unknown> = RawBuilder<T>
export type Test = Sql<SqlBool>

/** What of its rows a list can be filtered and sorted by. */
export interface Column {
  readonly label: string
  readonly type: AskedType
  /** Its value, of the row that is named `r`. */
  readonly value: Sql
  /** What it is found equal by: text in lower case. */
  readonly key: Sql
  /** What it is sorted by: of texts, as people look for them, the beginning, for an index takes no more; of numbers and addresses, that. */
  readonly sorted: Sql
  /** Whether all that it is asked by is its key: it is a name that machines made, or unique, with an index of its own. */
  readonly exact?: true
  /** Whether every row has a value, so that an index need not say where the others stand. */
  readonly filled: boolean
  /** Of what stands in no row: whether the row is among those of these values, which is all that can be asked of it. */
  readonly among?: (values: Sql) => Test
  /** What ids begin with. */
  readonly prefix?: Prefix | undefined
}

/** By the name that callers give it: that of its property in the answer. */
export type Columns = Readonly<Record<string, Column>>

interface Further {
  /** The column that an index of its own has its key in. */
  readonly key?: string
  /** Whether it is sorted as texts are, too. */
  readonly isName?: boolean
  /** Whether it is what a machine calls something: sorted letter by letter, in whatever case. */
  readonly isCode?: boolean
  readonly filled?: boolean
  readonly prefix?: Prefix
  /** The table or alias that has it. */
  readonly of?: string
}

/** A column of the list's rows, by its name there. */
export function column(name: string, type: AskedType, label: string, more: Further = {}): Column {
  const { of = 'r', filled = false, prefix } = more
  const value = sql.ref(`${of}.${name}`)
  const rest = { label, type, filled, prefix }
  if (more.isCode) return { ...rest, value, ...codeKeys(value) }
  if (more.key === undefined) return { ...rest, value, ...keysOf(value, type) }
  const key = sql.ref(`${of}.${more.key}`)
  return { ...rest, value, key, sorted: more.isName ? sortedText(value) : key, exact: true }
}

/** What values of a type are found equal and sorted by. */
export function keysOf(value: Sql, type: AskedType): Pick<Column, 'key' | 'sorted'> {
  if (type !== 'text') return { key: value, sorted: value }
  return { key: sql`lower(${value})`, sorted: sortedText(value) }
}

/** Ids of vendors have no accents; there are millions of them, and lower case is had for half of what folding costs. */
function codeKeys(value: Sql): Pick<Column, 'key' | 'sorted' | 'exact'> {
  const key = sql`(lower(${value}) collate "C")`
  return { key, sorted: key, exact: true }
}

/** A text as people look for it: in lower case and without accents. */
export const folded = (text: Sql): Sql<string> => sql`folded(${text})`

/**
 * Where a text stands in the order of texts; in one order on every database, which an index can be entered by. The type cuts
 * it, and looks at the letters only of what is too long, where `left` counts them all.
 */
export const sortedText = (text: Sql): Sql =>
  sql`(${folded(text)}::varchar(${sql.lit(sortedLetters)}) collate "C")`

/** How many letters of a text, in the order of texts, decide where it stands; those that are the same so far stand together. */
export const sortedLetters = 100
