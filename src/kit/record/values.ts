import { type Field, shownValue } from '../../directory/field.ts'
import type { Cell } from '../../lib/csv.ts'
import { isObject, type Json, type JsonObject } from '../../lib/value.ts'

/** The values of a row of people or devices as people see them, of every field that is not retired. */
export function shownValues(
  row: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
): Record<string, Json> {
  const shown: Record<string, Json> = {}
  // Of exports of any length, each row comes by here, so nothing is made on the way.
  for (const field of fields)
    if (!field.retired) shown[field.key] = shownValue(field, fieldValue(field, row[field.key]))
  return shown
}

/** A column's value as history and rows write it: numbers as numbers, times in ISO 8601. */
function fieldValue({ type }: Pick<Field, 'type'>, value: unknown): Json {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  // The driver gives numeric as text; the directory keeps only decimals that a number holds exactly.
  if (type === 'decimal') return Number(value)
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

/** What there is of a row that a source said, as people see it; a field that is not among these is left out. */
export function shownRow(row: JsonObject, fields: readonly Field[]): JsonObject {
  const known = fields.filter(({ key }) => Object.hasOwn(row, key))
  return Object.fromEntries(known.map((field) => [field.key, shownValue(field, row[field.key] ?? null)]))
}

/** Shows what history has of a field, or (null) of a whole object. */
export function valueShower(fields: readonly Field[], key: string | null): (value: Json) => Json {
  if (key === null) return (row) => (isObject(row) ? shownRow(row, fields) : row)
  const known = fields.find((field) => field.key === key)
  return known ? (value) => shownValue(known, value) : (value) => value
}

/** A value in a table to take along. */
export const cellOf = (value: Json | undefined): Cell =>
  value === undefined || value === null ? null : typeof value === 'object' ? JSON.stringify(value) : value
