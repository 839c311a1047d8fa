import type { Json } from '../../lib/value.ts'
import { plainText } from './plain-text.ts'
import { cut } from './width.ts'

const longest = 60
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** A value of a field as people read it, on one line of at most 60 columns. */
export function valueText(value: Json | undefined): string {
  if (value === null || value === undefined || value === '') return '(empty)'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return cut(plainText(JSON.stringify(value)), longest)
  return moment.test(value) ? timeText(value) : cut(plainText(value), longest)
}

const clockIn = (timeZone: string | undefined) =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone })
let clock = clockIn(undefined)

/** From now on times are told by the clock of this zone: that of the Muster that was reached, of which a process has one. */
export function tellTimesIn(zone: string): void {
  clock = clockIn(zone)
}

/** A time of the API to the minute, as in 2026-01-31 09:05. */
export function timeText(time: string | null): string {
  return time === null ? '' : clock.format(new Date(time))
}
