import { expect, it } from 'vitest'
import { dayAt, firstMoment, offsetTime, workspaceZone } from './zone.ts'

it('is what MUSTER_ZONE names, in the spelling of its list', () => {
  expect(workspaceZone({ MUSTER_ZONE: ' europe/berlin ' })).toBe('Europe/Berlin')
})

it.each(['Atlantis', '+02:00', '-0500'])(
  'is not %s, and offsets PostgreSQL reads the other way round',
  (zone) => {
    expect(() => workspaceZone({ MUSTER_ZONE: zone })).toThrow(
      `MUSTER_ZONE: there is no time zone "${zone}"; try Europe/Berlin`,
    )
  },
)

it.each([
  ['Europe/Berlin', '2026-07-01T00:00', '2026-06-30T22:00:00.000Z'],
  // Skipped: clocks went from two to three.
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  // Twice: clocks went from three back to two.
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['Pacific/Auckland', '2026-09-27T02:00', '2026-09-26T14:00:00.000Z'],
  ['America/Los_Angeles', '2026-11-01T01:30', '2026-11-01T08:30:00.000Z'],
  // Here days began at one o'clock, and there twice at midnight.
  ['Asia/Beirut', '2026-03-29T00:00', '2026-03-28T22:00:00.000Z'],
  ['America/Havana', '2026-11-01T00:00', '2026-11-01T04:00:00.000Z'],
  ['Asia/Kathmandu', '2026-01-01T00:00', '2025-12-31T18:15:00.000Z'],
])('in %s it is %s first at %s', (zone, wall, moment) => {
  expect(firstMoment(zone, wall)).toBe(moment)
})

it.each(['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Beirut', 'America/Havana', 'Australia/Lord_Howe'])(
  'each day of a year begins in %s at a moment of it, behind one of the day before',
  (zone) => {
    for (let at = 0; at < 365; at++) {
      const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10)
      const begins = Date.parse(firstMoment(zone, `${day}T00:00`))
      expect([dayAt(zone, begins), dayAt(zone, begins - 1) < day]).toEqual([day, true])
    }
  },
)

it.each([
  ['Europe/Berlin', '2026-03-28T23:30:00.250Z', '2026-03-29T00:30:00.250+01:00'],
  ['Europe/Berlin', '2026-03-29T22:00:00.000Z', '2026-03-30T00:00:00+02:00'],
  ['America/St_Johns', '2026-01-01T00:00:00.123456Z', '2025-12-31T20:30:00.123456-03:30'],
  ['UTC', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00+00:00'],
  ['Europe/Berlin', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['America/New_York', '0001-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'],
  ['UTC', 'soon', 'soon'],
])('in %s, %s is told as %s', (zone, time, told) => {
  expect(offsetTime(zone)(time)).toBe(told)
})

it('a time is told the same, whatever was told before it', () => {
  const told = offsetTime('America/Los_Angeles')
  const steps = [13, 4096, -8192, 35_040, -4096, 1]
  let at = Date.UTC(1969, 11, 31)
  for (let step = 0; step < 300; step++) {
    at += (steps[step % steps.length] ?? 0) * 900_000
    const text = new Date(at).toISOString()
    expect(told(text)).toBe(offsetTime('America/Los_Angeles')(text))
  }
})
