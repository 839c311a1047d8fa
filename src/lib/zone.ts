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
export function findZone(name: string): string | undefined {
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
  return (at) => new Date(`${clock.format(at).replace(' ', 'T')}Z`)
}
