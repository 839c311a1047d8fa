import { sql } from 'kysely'
import type { Field } from '../../directory/field.ts'
import type { Pasted } from '../../directory/sql.ts'
import type { Sql, Test } from '../list/column.ts'
import { hasText } from '../list/has-text.ts'

/** The fields that what people are called is made of. */
export const namedBy = ['first_name', 'last_name', 'display_name', 'username']

/** What people of a table or alias are called: by their names, else by what tells them apart. */
export function nameOf(table: string, fields: readonly Pick<Field, 'key'>[]): Sql<string | null> {
  const known = knownOf(table, fields)
  return sql`coalesce(${wholeName(known)}, ${known('display_name')}, ${known('username')})`
}

type Known = (key: string) => Sql

/** A field that may be known; another is as if it were empty. */
const knownOf =
  (table: string, fields: readonly Pick<Field, 'key'>[]): Known =>
  (key) =>
    fields.some((field) => field.key === key) ? sql.ref(`${table}.${key}`) : sql`null::text`

// Of operators that an index can be built on, which `concat_ws` is not.
const wholeName = (known: Known): Sql =>
  sql`${known('first_name')} || ' ' || ${known('last_name')}, ${known('first_name')}, ${known('last_name')}`

/** The fields that people are known by. */
export const searched = ['username', 'email', 'first_name', 'last_name', 'display_name']

const all = searched.map((key) => ({ key }))

/** What people are known by, of these fields: what is searched, in one text that, of all, an index can be built on. */
export function searchedText(table: string, fields: readonly Pick<Field, 'key'>[] = all): Sql<string> {
  const known = knownOf(table, fields)
  const texts = [known('username'), known('email'), sql`coalesce(${wholeName(known)})`, known('display_name')]
  return sql`(${sql.join(
    texts.map((text) => sql`coalesce(${text}, '')`),
    sql` || e'\\n' || `,
  )})`
}

/** Whether one of the fields that people are known by, or the whole name, has a text in it. */
export function matches(table: string, search: string, fields: readonly Field[]): Test {
  const found = hasText(searchedText(table), search)
  if (searched.every((key) => fields.some((field) => field.key === key))) return found
  return sql`(${found} and ${hasText(searchedText(table, fields), search)})`
}

const hiddenNames = (fields: readonly Pick<Field, 'key'>[]) =>
  ['username', 'email'].filter((name) => !fields.some(({ key }) => key === name))

/** Whether a field is hidden by which others name somebody. */
export const hidesNames = (fields: readonly Pick<Field, 'key'>[]): boolean => hiddenNames(fields).length > 0

/** Whether a key of a text (a column) is that of a username or address that somebody has and that is hidden. */
export function isHiddenName(key: Pasted, fields: readonly Pick<Field, 'key'>[]): Test {
  const tests = hiddenNames(fields).map(
    (name) => sql`exists (select from person p where ${sql.ref(`p.${name}_key`)} = ${sql.ref(key)})`,
  )
  return tests.length === 0 ? sql`false` : sql`(${sql.join(tests, sql` or `)})`
}
