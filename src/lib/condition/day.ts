import { readIso } from '../iso-time.ts'
import type { Json, Value } from '../value.ts'

/** A day: one of the calendar, today, or the first of this month, and so many days later, of a month so many months. */
export interface Day {
  readonly of: string
  readonly later: number
}

/** What days are counted from that are not of the calendar. */
export const today = 'today'
export const thisMonth = 'this-month'

export const day = (of: string, later = 0): Day => ({ of, later })

/** Days that a word names, so that it is of others tomorrow: the first, and the one behind the last. */
const words: Readonly<Record<string, readonly [Day, Day]>> = {
  today: [day(today), day(today, 1)],
  yesterday: [day(today, -1), day(today)],
  tomorrow: [day(today, 1), day(today, 2)],
  'this-month': [day(thisMonth), day(thisMonth, 1)],
  'last-month': [day(thisMonth, -1), day(thisMonth)],
  'next-month': [day(thisMonth, 1), day(thisMonth, 2)],
}

/** Whether a value is a word for days, such as `today` or `last-month`. */
export const isDayWord = (value: Value): boolean => typeof value === 'string' && Object.hasOwn(words, value)

/** A day of the calendar as it is written; undefined for everything else. */
export function readDay(value: Value): string | undefined {
  const iso = typeof value === 'string' ? readIso(value.trim()) : undefined
  return iso?.length === 10 ? iso : undefined
}

/** The first of the days that a value of a rule names, and the one behind the last; undefined: it is a moment. */
export function daysOf(value: Json): readonly [Day, Day] | undefined {
  if (typeof value !== 'string') return undefined
  if (isDayWord(value)) return words[value]
  return value.length === 10 ? [day(value), day(value, 1)] : undefined
}
