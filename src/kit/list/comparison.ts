import { type SqlBool, sql } from 'kysely'
import type { AskedType } from '../../lib/condition/asked-field.ts'
import type { Operator } from '../../lib/condition/condition.ts'
import type { Json } from '../../lib/value.ts'
import { type Column, folded, type Sql, sortedLetters, sortedText, type Test } from './column.ts'

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
      return hasPart(value, operand)
    case 'starts':
      return begins(column, operand)
    case 'ends':
      return isLike(folded(value), `%${literally(operand)}`)
    case 'greater':
      return sql`${key} > ${parameter(type, operand)}`
    case 'less':
      return sql`${key} < ${parameter(type, operand)}`
    case 'between':
      return isBetween(column, operand)
    case 'empty':
      return sql`${value} is null`
    case 'before-days':
    case 'after-days':
    case 'last-days':
    case 'next-days':
      throw new Error('days are asked as bounds')
  }
}

function isEqual({ key, sorted, type, exact, among }: Column, operand: Json): Test {
  const given = parameter(type, operand)
  if (among) return among(given)
  const isSame = sql<SqlBool>`${key} = ${given}`
  if (type !== 'text' || exact) return isSame
  // An index has only what texts are sorted by. Of those that have it nearly all are the same: with a plain "and", PostgreSQL
  // would take them for rarer than they are.
  return sql`(${sorted} = ${sortedText(sql`${operand}::text`)} and coalesce(${isSame}, false))`
}

function begins({ value, key, sorted, exact }: Column, operand: Json): Test {
  const pattern = `${literally(operand)}%`
  if (exact && sorted === key) return sql`${key} like lower(${pattern}::text)`
  // A letter is at most three when it is taken apart. An index has only the beginnings of texts.
  const isShort = String(operand).length < sortedLetters / 3
  return isLike(isShort ? sorted : folded(value), pattern)
}

function isOneOf({ key, type, among }: Column, operand: Json): Test {
  const choices = Array.isArray(operand) ? operand : [operand]
  const values = sql.join(choices.map((one: Json) => parameter(type, one)))
  return among?.(values) ?? sql`${key} in (${values})`
}

function isBetween({ key, type }: Column, operand: Json): Test {
  const [first = null, last = null] = Array.isArray(operand) ? operand : []
  return sql`(${key} >= ${parameter(type, first)} and ${key} <= ${parameter(type, last)})`
}

/** A value as PostgreSQL compares it with those of a type. */
export function parameter(type: AskedType, operand: Json): Sql {
  const given = sql`${operand}::${casts[type]}`
  return type === 'text' ? sql`lower(${given})` : given
}

/** Whether a text has another in it, whatever the case and the accents of letters in either. */
export const hasPart = (text: Sql, part: Json): Test => isLike(folded(text), `%${literally(part)}%`)

const isLike = (text: Sql, pattern: string): Test => sql`${text} like ${folded(sql`${pattern}::text`)}`

/** The wildcards of LIKE as themselves. */
function literally(operand: Json): string {
  return String(operand).replace(/[\\%_]/g, '\\$&')
}
