import { momentIn } from '../../client/moment.ts'
import { ownZone, zone } from './zone.ts'

const clock = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone })
const moment = clock(zone)
const own = clock(ownZone)
// In Sweden, dates are written as in ISO 8601.
const wall = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** A moment by the clock of the workspace. */
export const timeText = (at: string): string => moment.format(new Date(at))

/** The same with the zone, and what the clock of whoever reads shows, where it is another. */
export function exactText(at: string): string {
  const there = timeText(at)
  // Lists tell many at once, and to format one takes a while.
  const here = ownZone === zone ? there : own.format(new Date(at))
  return `${there} in ${zone}${here === there ? '' : `, ${here} where you are`}`
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

/** A day of no zone, such as 2027-01-31. */
export const dayText = (date: string): string => day.format(new Date(`${date}T00:00Z`))

/** The day that it is in the workspace. */
export const today = (now: number = Date.now()): string => wall.format(now).slice(0, 10)

const dayMs = 86_400_000

/** How many days a day is behind today; before it, less than none. */
export const daysUntil = (date: string, now: number = Date.now()): number =>
  Math.round((Date.parse(date) - Date.parse(today(now))) / dayMs)

/** The moment at which a day begins in the workspace, or so many days later. */
export const startOf = (date: string, later = 0): string =>
  momentIn(zone, new Date(Date.parse(date) + later * dayMs).toISOString().slice(0, 16))

/** A moment as a date and time input takes it: by the clock of the workspace. */
export function localText(at: string): string {
  const moment = new Date(at)
  if (Number.isNaN(moment.getTime())) return ''
  const [seconds, fraction] = [wall.format(moment).replace(' ', 'T'), moment.toISOString().slice(19, 23)]
  return fraction === '.000' ? seconds.replace(/:00$/, '') : `${seconds}${fraction}`
}

/** The moment that was typed into one. What is none is left for the server to refuse. */
export const momentOf = (typed: string): string => momentIn(zone, typed)

const units = [
  ['hour', 3600],
  ['minute', 60],
] as const

/**
 * A moment from now, as in "3 hours ago" or "tomorrow", in days of the calendar as filters count them; what is more than a month
 * away is told by its date.
 */
export function agoText(at: string, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000)
  if (Math.abs(seconds) >= 31 * 86_400) return dayText(today(Date.parse(at)))
  if (Math.abs(seconds) >= 86_400) return relative.format(daysUntil(today(Date.parse(at)), now), 'day')
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit)
  return Math.abs(seconds) < 5 ? 'just now' : relative.format(seconds, 'second')
}

/** A length of time, as in "1 min 20 s". */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
