import { readIso } from '../iso-time.ts'
import type { Json, Value } from '../value.ts'

/** A day: one of the calendar, today, or the first of a span that goes on, such as *this-month*, and so many days or spans later. */
export interface Day {
  readonly of: string
  readonly later: number
}

/** What days are counted from that are not of the calendar. */
export const today = 'today'

/** Spans of the calendar that words name, as in *this-week*. */
export const spans = ['week', 'month', 'quarter', 'year'] as const
export type Span = (typeof spans)[number]

/** The span whose first day is meant. */
export const spanOf = (of: string): Span | undefined => spans.find((span) => of === `this-${span}`)

export const day = (of: string, later = 0): Day => ({ of, later })

/** Days that a word names, so that it is of others tomorrow: the first, and the one behind the last. */
const words: Readonly<Record<string, readonly [Day, Day]>> = {
  today: [day(today), day(today, 1)],
  yesterday: [day(today, -1), day(today)],
  tomorrow: [day(today, 1), day(today, 2)],
  ...Object.fromEntries(spans.flatMap(wordsOfSpan)),
}

function wordsOfSpan(span: Span): [string, readonly [Day, Day]][] {
  const first = (later: number) => day(`this-${span}`, later)
  return [
    [`this-${span}`, [first(0), first(1)]],
    [`last-${span}`, [first(-1), first(0)]],
    [`next-${span}`, [first(1), first(2)]],
  ]
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
