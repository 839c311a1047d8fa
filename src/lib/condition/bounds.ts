import { dayAt, firstMoment } from '../zone.ts'
import type { AskedType } from './asked-field.ts'
import { type Day, type Span, spanOf, today } from './day.ts'
import type { Stretch } from './stretch.ts'

/** A moment, and the zone in which it is told what day that is. */
export interface NowThere {
  readonly now: number
  readonly zone: string
}

/** What values a stretch has: from one on, before another, or through another, which belongs to it. */
export interface Bounds {
  readonly from?: string
  readonly before?: string
  readonly through?: string
}

/** A stretch as it is now and there: of dates in days, of dates and times in moments of UTC. */
export function boundsOf({ from, until }: Stretch, type: AskedType, { now, zone }: NowThere): Bounds {
  const here = dayAt(zone, now)
  const begins = (day: Day) => {
    const date = calendarDay(day, here)
    return date === undefined || type === 'date' ? date : firstMomentOf(date, zone)
  }
  const before = until === undefined || 'at' in until ? undefined : begins(until)
  return {
    ...(from === undefined ? {} : { from: 'at' in from ? from.at : (begins(from) ?? never) }),
    ...(before === undefined ? {} : { before }),
    ...(until !== undefined && 'at' in until ? { through: until.at } : {}),
  }
}

/** What nothing comes behind, to PostgreSQL as to a comparison of numbers. */
const never = 'infinity'
const earliest = '0001-01-01T00:00:00.000Z'

function firstMomentOf(date: string, zone: string): string {
  const moment = firstMoment(zone, `${date}T00:00`)
  return moment < earliest ? earliest : moment
}

/** A day of the calendar; undefined behind the last there is. */
function calendarDay({ of, later }: Day, here: string): string | undefined {
  const span = spanOf(of)
  const date = span ? firstOf(span, later, new Date(here)) : new Date(of === today ? here : of)
  if (!span) date.setUTCDate(date.getUTCDate() + later)
  return date.getUTCFullYear() > 9999 ? undefined : date.toISOString().slice(0, 10)
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const

/** The first day of the span that a day is in, or of one so many later. */
function firstOf(span: Span, later: number, here: Date): Date {
  const [year, month] = [here.getUTCFullYear(), here.getUTCMonth()]
  // Weeks begin on Monday; to JavaScript, Sunday is 0.
  if (span === 'week')
    return new Date(Date.UTC(year, month, here.getUTCDate() - ((here.getUTCDay() + 6) % 7) + 7 * later))
  const months = monthsOf[span]
  return new Date(Date.UTC(year, month - (month % months) + months * later))
}
