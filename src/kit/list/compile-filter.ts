import { sql } from 'kysely'
import { boundsOf, type NowThere } from '../../lib/condition/bounds.ts'
import type { Condition, Rule } from '../../lib/condition/condition.ts'
import { operandOf } from '../../lib/condition/operand.ts'
import { conditionProblems } from '../../lib/condition/problems.ts'
import { stretchOf } from '../../lib/condition/stretch.ts'
import { invalid } from '../../lib/errors.ts'
import type { Json } from '../../lib/value.ts'
import type { Column, Columns, Test } from './column.ts'
import { comparison } from './comparison.ts'
import { isWithin } from './days.ts'

/**
 * A condition as SQL over the rows of a list: its filter, what a role may see, a saved view. Names and operators come
 * from the columns and from `comparison`, values are parameters. As everywhere, what is empty fits `empty` and nothing
 * else, and `not` is always the opposite. Days begin as they do in the zone. Throws `input.invalid` with every
 * problem at its place below `field`.
 */
export function compileFilter(
  condition: Condition,
  columns: Columns,
  { zone = 'UTC', field = 'filter' }: { readonly zone?: string; readonly field?: string } = {},
): Test {
  const asked = Object.entries(columns).map(([key, { label, type }]) => ({ key, label, type }))
  const problems = conditionProblems(condition, asked, field)
  if (problems.length > 0) throw invalid(problems)
  return compile(condition, { columns: new Map(Object.entries(columns)), now: Date.now(), zone }, field)
}

interface Asking extends NowThere {
  readonly columns: ReadonlyMap<string, Column>
}

function compile(condition: Condition, asking: Asking, at: string): Test {
  if (!('combine' in condition)) return compileRule(condition, asking, at)
  if (condition.rules.length === 0) return sql`true`
  const tests = condition.rules.map((rule, index) => compile(rule, asking, `${at}.rules[${index}]`))
  return sql`(${sql.join(tests, condition.combine === 'and' ? sql` and ` : sql` or `)})`
}

function compileRule(rule: Rule, asking: Asking, at: string): Test {
  const column = asking.columns.get(rule.field)
  const operand = column && operandOf(rule, column.type)
  if (!operand || 'problem' in operand) throw invalid([{ field: at, message: 'cannot be asked here' }])
  if (column.among && rule.operator === 'empty')
    throw invalid([{ field: at, message: `${column.label}: name an id, or several` }])
  // Said so, PostgreSQL knows how many rows there are, and need not join those that have none.
  if (rule.not && rule.operator === 'empty' && column) return sql`${column.value} is not null`
  const stretch = stretchOf(rule, column.type)
  const test = stretch
    ? isWithin(boundsOf(stretch, column.type, asking), column)
    : comparison(rule.operator, column, bareOperand(operand.value ?? null, column, at))
  // Asked of an empty value the test is null, which is not true.
  return rule.not ? sql`(${test}) is not true` : test
}

/** Ids are kept without what they begin with. */
function bareOperand(operand: Json, column: Column, at: string): Json {
  const { type, prefix = '', label } = column
  if (type !== 'id' || operand === null) return operand
  if (Array.isArray(operand)) return operand.map((one) => bareOperand(one, column, at))
  const [, hex] = /^[a-z]{3}_([0-9a-f]{32})$/.exec(String(operand)) ?? []
  if (hex !== undefined && String(operand).startsWith(prefix)) return hex
  throw invalid([
    { field: at, message: `${label}: an id begins with ${prefix}_ and has 32 digits behind it` },
  ])
}
