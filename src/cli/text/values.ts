import type { Json } from '../../lib/value.ts'
import { plainText } from './plain-text.ts'
import { cut } from './width.ts'

const longest = 60

/** A value of a field as people read it, on one line of at most 60 columns. */
export function valueText(value: Json | undefined): string {
  if (value === null || value === undefined || value === '') return '(empty)'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return cut(plainText(typeof value === 'string' ? value : JSON.stringify(value)), longest)
}

const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short' })

/** A time of the API in the zone of this machine, to the minute: 2026-01-31 09:05. */
export function timeText(time: string | null): string {
  return time === null ? '' : local.format(new Date(time))
}
