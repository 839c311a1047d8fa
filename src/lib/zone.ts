import { invalid } from './errors.ts'

/**
 * The time zone of the workspace: what MUSTER_ZONE says, else that of this machine, else UTC. Throws `input.invalid`
 * when MUSTER_ZONE names none.
 */
export function workspaceZone(env: Readonly<Record<string, string | undefined>>): string {
  const wanted = env.MUSTER_ZONE?.trim()
  const zone = wanted || new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw invalid([{ field: 'MUSTER_ZONE', message: `there is no time zone "${zone}"; try Europe/Berlin` }])
  }
}
