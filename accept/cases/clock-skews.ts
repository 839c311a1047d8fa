import type { ServerClock } from '../harness/clock.ts'

/** A way in which the clock of one server is wrong. */
export interface Skew {
  readonly name: string
  /** What time the database takes it for. */
  readonly now: string
  clock(): ServerClock
}

const hour = 3_600_000
const day = 24 * hour

/** A clock that comes to this moment in the middle of the trial, where summer time begins or ends. */
const comingTo = (moment: string): ServerClock => ({
  shift: Date.parse(moment) - Date.now() - 20_000,
  zone: 'Europe/Berlin',
})

// In the order of the database's time, and all of it past: a plan that has just been made is none from days ago.
export const skews: readonly Skew[] = [
  { name: 'summer time begins', now: '2026-03-29 00:30Z', clock: () => comingTo('2026-03-29T01:00Z') },
  { name: '3 days ahead', now: '2026-05-04 10:10Z', clock: () => ({ shift: 3 * day }) },
  { name: '3 days behind', now: '2026-05-05 10:10Z', clock: () => ({ shift: -3 * day }) },
  { name: '10 minutes ahead', now: '2026-05-06 10:10Z', clock: () => ({ shift: hour / 6 }) },
  { name: 'set back an hour', now: '2026-05-07 10:10Z', clock: () => ({ shift: 0, later: -hour }) },
  { name: 'summer time ends', now: '2026-10-25 00:30Z', clock: () => comingTo('2026-10-25T01:00Z') },
]
