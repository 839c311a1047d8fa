import type { Json } from '../value.ts'
import type { AskedType } from './asked-field.ts'
import type { Rule } from './condition.ts'
import { type Day, day, daysOf, isDayWord, today } from './day.ts'
import { operandOf } from './operand.ts'

/** The time that a rule asks for: from a day on and before another, or between two moments, which belong to it. */
export interface Stretch {
  readonly from?: Day | Moment
  readonly until?: Day | Moment
}

interface Moment {
  readonly at: string
}

/** The days that a rule asks a date, or a date and time, for; undefined: it compares with one value, or with none. */
export function stretchOf(rule: Rule, type: AskedType): Stretch | undefined {
  if (type !== 'date' && type !== 'datetime') return undefined
  const operand = operandOf(rule, type)
  if ('problem' in operand) return undefined
  const value = operand.value ?? null
  const count = Number(value)
  switch (rule.operator) {
    case 'before-days':
      return { until: day(today, -count) }
    case 'after-days':
      return { from: day(today, count + 1) }
    case 'last-days':
      return { from: day(today, -count), until: day(today, 1) }
    case 'next-days':
      return { from: day(today), until: day(today, count + 1) }
    case 'between':
      return Array.isArray(value) ? between(value) : undefined
    default:
      // A date and a day of the calendar are compared as they are.
      return type === 'date' && !isDayWord(value) ? undefined : compared(rule, value)
  }
}

function between([first = null, last = null]: readonly Json[]): Stretch {
  const [from = { at: String(first) }] = daysOf(first) ?? []
  const [, until = { at: String(last) }] = daysOf(last) ?? []
  return { from, until }
}

function compared({ operator }: Rule, value: Json): Stretch | undefined {
  const days = daysOf(value)
  if (!days) return undefined
  const [first, behind] = days
  if (operator === 'equals') return { from: first, until: behind }
  if (operator === 'greater') return { from: behind }
  return operator === 'less' ? { until: first } : undefined
}
