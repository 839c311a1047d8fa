import { sql } from 'kysely'
import SCIMMY from 'scimmy'
import type { Sql, Test } from '../../kit/list/column.ts'
import { invalid } from '../../lib/errors.ts'
import { isObject } from '../../lib/value.ts'

/** What a filter can ask for, by its name in small letters: `name.formatted`. */
export type Attributes = Readonly<Record<string, Attribute>>

interface Attribute {
  readonly type: 'text' | 'boolean' | 'time'
  /** Where there are several, whether one of them fits. */
  fits(test: (value: Sql) => Test): Test
}

/** An attribute with one value: texts in small letters, for case does not count. */
export const attribute = (type: Attribute['type'], value: Sql): Attribute => ({
  type,
  fits: (test) => test(value),
})

/** A public id, of a column that has the bare one. */
export const idAttribute = (prefix: string, column: string): Sql =>
  sql`${`${prefix}_`}::text || replace(${sql.ref(column)}::text, '-', '')`

/** A filter as SQL; what is not kept fits nothing. Throws `input.invalid` for a filter that is none. */
export function compileFilter(filter: string | undefined, attributes: Attributes): Test {
  if (filter === undefined) return sql`true`
  const ways = parse(filter).map((every) => {
    const tests = rulesOf(every).map((rule) => compileRule(rule, attributes))
    return sql<boolean>`(${sql.join(tests, sql` and `)})`
  })
  return sql`(${sql.join(ways, sql` or `)})`
}

/** The library writes a filter as objects of which one must fit, each with attributes that all must. */
function parse(filter: string): readonly object[] {
  try {
    return [...new SCIMMY.Types.Filter(filter)]
  } catch (error) {
    // Of some filters the library fails to say what is wrong.
    const isSaid = error instanceof Error && !(error instanceof TypeError)
    throw misfit(isSaid ? error.message : 'is not a filter of SCIM')
  }
}

interface Rule {
  readonly name: string
  readonly isNot: boolean
  readonly operator: string
  readonly value: unknown
}

const urn = /^urn:[\w:.-]+:(?=[\w.$-]+$)/i

function rulesOf(every: object, path = ''): readonly Rule[] {
  return Object.entries(every).flatMap(([key, said]: [string, unknown]): readonly Rule[] => {
    const name = `${path}${key.replace(urn, '')}`.toLowerCase()
    if (isObject(said)) return rulesOf(said, `${name}.`)
    const several = Array.isArray(said) && Array.isArray(said[0]) ? said : [said]
    return several.map((words) => ruleOf(name, words))
  })
}

function ruleOf(name: string, said: unknown): Rule {
  const words: readonly unknown[] = Array.isArray(said) ? said : []
  const isNot = words[0] === 'not'
  const [operator, value] = isNot ? words.slice(1) : words
  return { name, isNot, operator: String(operator).toLowerCase(), value }
}

function compileRule({ name, isNot, operator, value }: Rule, attributes: Attributes): Test {
  const asked = Object.hasOwn(attributes, name) ? attributes[name] : undefined
  const test = asked ? asked.fits(comparing(operator, asked.type, value)) : sql<boolean>`false`
  return isNot ? sql`(${test}) is not true` : test
}

type Comparing = (value: Sql) => Test
const sided: Readonly<Record<string, string>> = { gt: '>', ge: '>=', lt: '<', le: '<=' }

function comparing(operator: string, type: Attribute['type'], said: unknown): Comparing {
  if (operator === 'pr') return (value) => sql`coalesce(${value}::text, '') <> ''`
  const operand = operandOf(type, said)
  if (operator === 'eq') return (value) => sql`${value} is not distinct from ${operand}`
  if (operator === 'ne') return (value) => sql`${value} is distinct from ${operand}`
  const side = sided[operator]
  if (side !== undefined && type !== 'boolean') return (value) => sql`${value} ${sql.raw(side)} ${operand}`
  if (type !== 'text') throw misfit(`"${operator}" is not for what is true, false or a time`)
  if (operator === 'co') return (value) => sql`strpos(${value}, ${operand}) > 0`
  if (operator === 'sw') return (value) => sql`starts_with(${value}, ${operand})`
  if (operator === 'ew') return (value) => sql`right(${value}, length(${operand})) = ${operand}`
  throw misfit(`there is no operator "${operator}"`)
}

function operandOf(type: Attribute['type'], said: unknown): Sql {
  if (said === null) return sql`null`
  if (type === 'text') return sql`lower(${String(said)}::text)`
  if (type === 'boolean') return sql`${String(said).toLowerCase() === 'true'}::boolean`
  const time = new Date(String(said))
  if (Number.isNaN(time.getTime())) throw misfit(`"${String(said).slice(0, 60)}" is no time`)
  return sql`${time.toISOString()}::timestamptz`
}

const misfit = (message: string) => invalid([{ field: 'filter', message }])

/** Which of what fits is wanted: so many, from the one of this number. */
export interface Piece {
  readonly startIndex: number
  readonly count: number
}

/** The most that one answer has. */
export const mostResults = 500

/** Where a piece begins, and how long it is. */
export const sectionOf = ({ startIndex, count }: Piece) => ({
  offset: Math.max(startIndex, 1) - 1,
  limit: Math.min(count, mostResults),
})

/** Found rows, and how many there are in all. */
export interface Listed<T> {
  readonly rows: readonly T[]
  readonly total: number
}

/** A list as SCIM says it. */
export const presentList = <T>({ rows, total }: Listed<unknown>, piece: Piece, Resources: readonly T[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
  totalResults: total,
  startIndex: sectionOf(piece).offset + 1,
  itemsPerPage: rows.length,
  Resources: [...Resources],
})
