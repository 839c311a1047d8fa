import { escapeIdentifier, escapeLiteral } from 'pg'
import type { Field, FieldType } from './field.ts'
import { labelKeys, objects } from './object.ts'

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

/** The id of a row of `field`, as `fieldId` makes it. */
export const fieldIdSql = `case when object = 'person' then key else object || '.' || key end`

/** A text as an SQL literal, for SQL that is made from the catalogue and takes no parameters. */
export const literal = escapeLiteral

/** The PostgreSQL type of a field's column. */
export const columnType = (type: FieldType): string => columnTypes[type]

/**
 * SQL of a column that goes into other SQL. It names its table: a bare name would mean the column of whatever subquery it
 * comes into.
 */
export type Pasted = `${string}.${string}`

type Named = Pick<Field, 'object' | 'key' | 'type'>

/** Usernames, e-mails and serial numbers are the same in any case of letters, so their uniqueness stands on a lower-case column. */
export const foldsCase = ({ object, key, type }: Named): boolean =>
  type === 'email' || objects[object].folded.includes(key)

/** The column that a unique field's constraint stands on. */
export const keyColumn = (field: Named & Pick<Field, 'unique'>): string =>
  field.unique && foldsCase(field) ? `${field.key}_key` : field.key

/** The value of a field in a JSON row, in its column's type; whoever is given no role has the usual one. */
export function rowValue(row: string, field: Named): string {
  const text = `${row}->>${literal(field.key)}`
  const type = columnType(field.type)
  if (field.object === 'person' && field.key === 'role') return `coalesce(${text}, 'employee')`
  return type === 'text' ? `(${text})` : `(${text})::${type}`
}

/** What people recognise a source record by, as far as its mapped row says: an address beats a name beats an id. */
export const recordLabel = (record: string): string =>
  `coalesce(${labelKeys.map((key) => `${record}."row"->>${literal(key)}`).join(', ')}, ${record}.vendor_id)`

/** The value of a unique field in a JSON row, in the form that its constraint compares. */
export function rowKey(row: string, field: Named): string {
  const value = rowValue(row, field)
  return foldsCase(field) ? `lower(${value})` : value
}
