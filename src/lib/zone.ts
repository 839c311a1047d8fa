import { invalid } from './errors.ts'

/**
 * The time zone of the workspace: what MUSTER_ZONE says, else that of this machine, else UTC. Throws `input.invalid`
 * when MUSTER_ZONE names none.
 */
export function workspaceZone(env: Readonly<Record<string, string | undefined>>): string {
  const wanted = env.MUSTER_ZONE?.trim()
  const zone = wanted || new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  // PostgreSQL reads an offset the other way round.
  const known = /^[+-]/.test(zone) ? undefined : findZone(zone)
  if (known) return known
  throw invalid([{ field: 'MUSTER_ZONE', message: `there is no time zone "${zone}"; try Europe/Berlin` }])
}

/** The time zone of a name; undefined when there is none. */
function findZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    return undefined
  }
}

/** What the clocks of a zone show at a moment, as if it were UTC: for what knows no zones. */
export function clockOf(zone: string): (at: Date) => Date {
  if (zone === 'UTC') return (at) => at
  // In Sweden, dates are written as in ISO 8601.
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  return (at) => {
    // Years have as many digits as they need: of the first and the last day that a time can have, four are not enough, or too many.
    const [year = 0, month = 0, day = 0, ...time] = clock.format(at).split(/[- :]/).map(Number)
    const [hour, minute, second] = time
    const shown = new Date(Date.UTC(2000, 0, 1, hour, minute, second))
    shown.setUTCFullYear(year, month - 1, day)
    return shown
  }
}

const utcTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/

/** A time of UTC as the clocks of a zone show it, with how far they are ahead: 2026-03-29T12:00:00+02:00. Other texts stay. */
export function offsetTime(zone: string): (text: string) => string {
  const ahead = aheadOf(zone)
  return (text) => {
    const [, seconds, fraction = ''] = utcTime.exec(text) ?? []
    if (seconds === undefined) return text
    const at = Date.parse(`${seconds}Z`)
    const minutes = ahead(at)
    const there = new Date(at + minutes * minuteMs).toISOString().slice(0, -5)
    // Before the first year and behind the last, it stays in UTC.
    if (Math.abs(minutes) > mostAhead || there.length > seconds.length) return text
    return `${there}${/[1-9]/.test(fraction) ? fraction : ''}${offsetText(minutes)}`
  }
}

const minuteMs = 60_000
const quarterMs = 15 * minuteMs
const mostAhead = 24 * 60
const places = 4096

/**
 * How many minutes a zone is ahead of UTC. Asking its clock is slow, so what is known of a quarter of an hour, in which it stays
 * the same, is kept until another takes its place. The places are there from the beginning: a table of a million rows asks for
 * as many times, and a map that grew with them was most of the memory of its export.
 */
function aheadOf(zone: string): (at: number) => number {
  const clock = clockOf(zone)
  const quarters = new Float64Array(places).fill(Number.NaN)
  const known = new Float64Array(places)
  return (at) => {
    const quarter = Math.floor(at / quarterMs)
    const place = Math.abs(quarter % places)
    if (quarters[place] !== quarter) {
      quarters[place] = quarter
      known[place] = Math.round((clock(new Date(at)).getTime() - at) / minuteMs)
    }
    return known[place] ?? 0
  }
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}

/** The day that it is in a zone at a moment, as 2026-03-29. */
export const dayAt = (zone: string, moment: number): string =>
  clockOf(zone)(new Date(moment)).toISOString().slice(0, 10)

const dayMs = 86_400_000

/**
 * The first moment at which clocks in a zone show this time, such as 2026-03-29T02:30, or a later one: of a time that comes twice the
 * first, of one that is skipped the one behind the gap. What is no time stays.
 */
export function firstMoment(zone: string, wall: string): string {
  const shown = Date.parse(`${wall}Z`)
  if (Number.isNaN(shown)) return wall
  const clock = clockOf(zone)
  const ahead = (at: number) => clock(new Date(at)).getTime() - at
  const possible = [shown - dayMs, shown + dayMs].map((near) => shown - ahead(near))
  const fit = possible.filter((at) => at + ahead(at) >= shown)
  return new Date(Math.min(...(fit.length > 0 ? fit : possible))).toISOString()
}
