import { escapeIdentifier, escapeLiteral } from 'pg'
import type { Field, FieldType } from './field.ts'

const columnTypes: Readonly<Record<FieldType, string>> = {
  text: 'text',
  long_text: 'text',
  email: 'text',
  integer: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamptz',
  choice: 'text',
}

export const ident = escapeIdentifier

/** A text as an SQL literal, for SQL that is made from the catalogue and takes no parameters. */
export const literal = escapeLiteral

/** The PostgreSQL type of a field's column. */
export const columnType = (type: FieldType): string => columnTypes[type]

/** Usernames and e-mails are the same person's in any case of letters, so their uniqueness stands on a lower-case column. */
export const foldsCase = (field: Pick<Field, 'key' | 'type'>): boolean =>
  field.type === 'email' || field.key === 'username'

/** The column that a unique field's constraint stands on. */
export const keyColumn = (field: Pick<Field, 'key' | 'type' | 'unique'>): string =>
  field.unique && foldsCase(field) ? `${field.key}_key` : field.key

/** The value of a field in a JSON row, in its column's type; whoever is given no role has the usual one. */
export function rowValue(row: string, field: Pick<Field, 'key' | 'type'>): string {
  const text = `${row}->>${literal(field.key)}`
  const type = columnType(field.type)
  if (field.key === 'role') return `coalesce(${text}, 'employee')`
  return type === 'text' ? `(${text})` : `(${text})::${type}`
}

/** What people recognise a source record by, as far as its mapped row says: an address beats a name beats an id. */
export const recordLabel = (record: string): string =>
  `coalesce(${['email', 'username', 'display_name'].map((key) => `${record}."row"->>${literal(key)}`).join(', ')}, ${record}.vendor_id)`

/** The value of a unique field in a JSON row, in the form that its constraint compares. */
export function rowKey(row: string, field: Pick<Field, 'key' | 'type'>): string {
  const value = rowValue(row, field)
  return foldsCase(field) ? `lower(${value})` : value
}
