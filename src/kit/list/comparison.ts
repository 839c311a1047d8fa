import { sql } from 'kysely'
import type { AskedType } from '../../lib/condition/asked-field.ts'
import type { Operator } from '../../lib/condition/condition.ts'
import type { Json } from '../../lib/value.ts'
import { type Column, type Sql, sortedLetters, type Test } from './column.ts'

/** The types of parameters in PostgreSQL's words. */
const casts: Readonly<Record<AskedType, Sql>> = {
  text: sql`text`,
  list: sql`text`,
  number: sql`numeric`,
  boolean: sql`boolean`,
  date: sql`date`,
  datetime: sql`timestamptz`,
  id: sql`uuid`,
}

/** One comparison as SQL; of an empty value it is null, but for `empty`. */
export function comparison(operator: Operator, column: Column, operand: Json): Test {
  const { value, key, type } = column
  switch (operator) {
    case 'equals':
      return isEqual(column, operand)
    case 'in':
      return isOneOf(column, operand)
    case 'contains':
      return sql`${value} ilike ${containing(operand)}`
    case 'starts':
      return sql`${key} like lower(${`${literally(operand)}%`}::text)`
    case 'ends':
      return sql`${key} like lower(${`%${literally(operand)}`}::text)`
    case 'greater':
      return sql`${key} > ${parameter(type, operand)}`
    case 'less':
      return sql`${key} < ${parameter(type, operand)}`
    case 'before-days':
      return sql`${value} < now() - make_interval(days => ${operand}::integer)`
    case 'after-days':
      return sql`${value} > now() + make_interval(days => ${operand}::integer)`
    case 'empty':
      return sql`${value} is null`
  }
}

function isEqual({ key, sorted, type, among }: Column, operand: Json): Test {
  const given = parameter(type, operand)
  if (among) return among(given)
  // Of a text that ends before its beginning does, the beginning is all; and an index has only that. A letter has at most
  // three in lower case.
  const isShort = typeof operand === 'string' && operand.length < sortedLetters / 3
  return isShort ? sql`${sorted} = ${given}` : sql`${key} = ${given}`
}

function isOneOf({ key, type, among }: Column, operand: Json): Test {
  const choices = Array.isArray(operand) ? operand : [operand]
  const values = sql.join(choices.map((one: Json) => parameter(type, one)))
  return among?.(values) ?? sql`${key} in (${values})`
}

function parameter(type: AskedType, operand: Json): Sql {
  const given = sql`${operand}::${casts[type]}`
  return type === 'text' ? sql`lower(${given})` : given
}

/** A pattern for what has this text in it. */
export const containing = (operand: Json): string => `%${literally(operand)}%`

/** The wildcards of LIKE as themselves. */
function literally(operand: Json): string {
  return String(operand).replace(/[\\%_]/g, '\\$&')
}
