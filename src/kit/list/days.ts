import { sql } from 'kysely'
import type { Bounds } from '../../lib/condition/bounds.ts'
import type { Column, Sql, Test } from './column.ts'
import { parameter } from './comparison.ts'

/** Whether the value of a date, or of a date and time, is within these bounds. */
export function isWithin({ from, before, through }: Bounds, { value, type }: Column): Test {
  const tests = [
    ...(from === undefined ? [] : [sql`${value} >= ${parameter(type, from)}`]),
    ...(before === undefined ? [] : [sql`${value} < ${parameter(type, before)}`]),
    ...(through === undefined ? [] : [sql`${value} <= ${parameter(type, through)}`]),
  ]
  return sql`(${sql.join(tests, sql` and `)})`
}

/** The day of a moment in a zone. */
export const dayOf = (moment: Sql, zone: string): Sql => sql`(${moment} at time zone ${zone})::date`

/** The day that it is in a zone. */
export const todayIn = (zone: string): Sql => dayOf(sql`now()`, zone)
