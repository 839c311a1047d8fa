import { type SqlBool, sql } from 'kysely'
import type { Condition, Rule } from '../../lib/condition/condition.ts'
import type { Column, Columns, Test } from './column.ts'

/** Whether a rule asks a moment for a day, such as 2026-03-29: the whole of it is meant, in the zone of the workspace. */
export const asksForDays = (rule: Rule, column: Pick<Column, 'type'> | undefined): boolean =>
  column?.type === 'datetime' && typeof rule.value === 'string' && rule.value.trim().length === 10

/** Whether anything in a condition does. */
export const hasDays = (condition: Condition, columns: Columns): boolean =>
  'combine' in condition
    ? condition.rules.some((rule) => hasDays(rule, columns))
    : asksForDays(condition, columns[condition.field])

/** Within the day, after its end, or before it began. */
export function comparisonOfDays({ operator, value: day }: Rule, { value }: Column): Test {
  const begins = sql`((${day}::date)::timestamp at time zone ${zone})`
  const ends = sql`((${day}::date + 1)::timestamp at time zone ${zone})`
  if (operator === 'greater') return sql`${value} >= ${ends}`
  if (operator === 'less') return sql`${value} < ${begins}`
  return sql<SqlBool>`(${value} >= ${begins} and ${value} < ${ends})`
}

const zone = sql`current_setting('muster.zone')`
