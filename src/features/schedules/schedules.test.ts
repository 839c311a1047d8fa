import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../test/database.ts'
import { usualSchedule } from './rules.ts'
import { Schedule } from './schema.ts'

let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

const iso = (time: Date | null) => time?.toISOString().replace('.000', '') ?? null

async function nextAfter(schedule: Schedule, after: string, many = 1): Promise<(string | null)[]> {
  const { rows } = await database.pool.query<{ due: Date | null }>(
    'select due_from($1, next_due($1, $2), $3) as due',
    [JSON.stringify(Schedule.parse(schedule)), after, many],
  )
  return rows.map(({ due }) => iso(due))
}

const daily = (at: string, zone: string): Schedule => ({ every: 'day', at, zone })

describe('a daily time', () => {
  it.each([
    // The clocks go from 02:00 to 03:00: half past two comes at the end of the gap.
    ['Europe/Berlin', '02:30', '2026-03-28T12:00Z', ['2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z']],
    ['Europe/Berlin', '01:59', '2026-03-28T12:00Z', ['2026-03-29T00:59:00Z', '2026-03-29T23:59:00Z']],
    ['Europe/Berlin', '03:00', '2026-03-28T12:00Z', ['2026-03-29T01:00:00Z', '2026-03-30T01:00:00Z']],
    // From 03:00 back to 02:00: half past two comes twice, and the first counts.
    ['Europe/Berlin', '02:30', '2026-10-24T12:00Z', ['2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z']],
    ['Europe/Berlin', '03:00', '2026-10-24T12:00Z', ['2026-10-25T02:00:00Z', '2026-10-26T02:00:00Z']],
    ['Europe/Berlin', '02:30', '2026-10-25T00:45Z', ['2026-10-26T01:30:00Z', '2026-10-27T01:30:00Z']],
    ['America/New_York', '02:30', '2026-03-08T00:00Z', ['2026-03-08T07:00:00Z', '2026-03-09T06:30:00Z']],
    ['America/New_York', '01:30', '2026-11-01T00:00Z', ['2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z']],
    // Half an hour of summer time.
    ['Australia/Lord_Howe', '02:15', '2026-10-03T00:00Z', ['2026-10-03T15:30:00Z', '2026-10-04T15:15:00Z']],
    ['Australia/Lord_Howe', '01:45', '2026-04-04T00:00Z', ['2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z']],
    // The 30th of December 2011 was left out.
    ['Pacific/Apia', '09:00', '2011-12-29T12:00Z', ['2011-12-29T19:00:00Z', '2011-12-30T10:00:00Z']],
    ['Pacific/Apia', '00:00', '2011-12-29T12:00Z', ['2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z']],
    ['Asia/Kathmandu', '00:05', '2026-01-01T00:00Z', ['2026-01-01T18:20:00Z', '2026-01-02T18:20:00Z']],
    ['UTC', '23:59', '2026-12-31T23:59Z', ['2027-01-01T23:59:00Z', '2027-01-02T23:59:00Z']],
  ] as const)('%s at %s after %s', async (zone, at, after, expected) => {
    expect(await nextAfter(daily(at, zone), after, 2)).toEqual(expected)
  })
})

describe('other schedules', () => {
  it('every few hours are counted in UTC, so that nothing shifts them', async () => {
    const six = { every: 'hours', hours: 6, minute: 15 } as const
    expect(await nextAfter(six, '2026-03-29T00:15Z', 2)).toEqual([
      '2026-03-29T06:15:00Z',
      '2026-03-29T12:15:00Z',
    ])
    const seven = { every: 'hours', hours: 7 } as const
    const times = await nextAfter(seven, '2026-03-28T23:59:59.999Z', 5)
    const gaps = times.slice(1).map((time, at) => Date.parse(time ?? '') - Date.parse(times[at] ?? ''))
    expect(gaps).toEqual([25_200_000, 25_200_000, 25_200_000, 25_200_000])
    expect(await nextAfter(seven, '2026-03-29T00:00Z', 5)).toEqual(times)
  })

  it('a week has the days that were named', async () => {
    const schedule = { every: 'week', days: [7, 1], at: '08:00', zone: 'Europe/Berlin' } as const
    // The 23rd is a Monday; on the 29th the clocks change.
    expect(await nextAfter({ ...schedule, days: [...schedule.days] }, '2026-03-23T07:00Z', 3)).toEqual([
      '2026-03-29T06:00:00Z',
      '2026-03-30T06:00:00Z',
      '2026-04-05T06:00:00Z',
    ])
  })

  it.each([31, 'last'] as const)('a month without the day %s has its last one', async (day) => {
    const schedule = { every: 'month', day, at: '04:00', zone: 'UTC' } as const
    expect(await nextAfter(schedule, '2028-01-30T00:00Z', 4)).toEqual([
      '2028-01-31T04:00:00Z',
      '2028-02-29T04:00:00Z',
      '2028-03-31T04:00:00Z',
      '2028-04-30T04:00:00Z',
    ])
  })

  it('a schedule that is off is never due', async () => {
    expect(await nextAfter({ every: 'off' }, '2026-01-01T00:00Z', 5)).toEqual([])
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
]
const when = {
  at: fc
    .tuple(fc.nat(23), fc.nat(59))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
  zone: fc.constantFrom(...zones),
}
const anySchedule: fc.Arbitrary<Schedule> = fc.oneof(
  fc.record({
    every: fc.constant('hours' as const),
    hours: fc.integer({ min: 1, max: 24 }),
    minute: fc.nat(59),
  }),
  fc.record({ every: fc.constant('day' as const), ...when }),
  fc.record({
    every: fc.constant('week' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    ...when,
  }),
  fc.record({
    every: fc.constant('month' as const),
    day: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const)),
    ...when,
  }),
)

it('the next five due times lie ahead and rise, and each is the last one until the next', async () => {
  const years = { min: Date.UTC(2011, 0), max: Date.UTC(2030, 0) }
  await fc.assert(
    fc.asyncProperty(anySchedule, fc.integer(years), async (schedule, after) => {
      const { rows } = await database.pool.query<{ due: Date; last: Date; before: Date }>(
        `select due, last_due($1, due) as last, last_due($1, due - interval '1 microsecond') as before
           from due_from($1, next_due($1, $2), 5) as due`,
        [JSON.stringify(schedule), new Date(after)],
      )
      const times = rows.map(({ due }) => due.getTime())
      expect(times).toHaveLength(5)
      expect([after, ...times]).toEqual([...new Set([after, ...times])].sort((a, b) => a - b))
      expect(rows.map(({ last }) => last.getTime())).toEqual(times)
      expect(rows.slice(1).map(({ before }) => before.getTime())).toEqual(times.slice(0, -1))
    }),
    { numRuns: 150 },
  )
}, 60_000)

it('without a choice, each integration has a minute of its own between 1 and 5 at night', () => {
  const ids = Array.from({ length: 500 }, () => crypto.randomUUID())
  const times = ids.map((id) => usualSchedule(id, 'Europe/Berlin'))
  expect(times.map((schedule) => Schedule.parse(schedule))).toEqual(times)
  const minutes = times.map((schedule) => ('at' in schedule ? schedule.at : ''))
  expect(minutes.every((at) => at >= '01:00' && at < '05:00')).toBe(true)
  expect(new Set(minutes).size).toBeGreaterThan(150)
  expect(usualSchedule('one', 'UTC')).toEqual(usualSchedule('one', 'UTC'))
})

it('the time is what a test says, standing still or going faster', async () => {
  const client = await database.pool.connect()
  const now = async () => (await client.query<{ now: Date }>('select muster_now() as now')).rows[0]?.now
  try {
    await client.query(`set muster.now = '2026-03-29T01:00:00Z'`)
    expect(await now()).toEqual(new Date('2026-03-29T01:00:00Z'))
    await client.query(
      `select set_config('muster.now_since', (clock_timestamp() - interval '1 s')::text, false)`,
    )
    await client.query(`set muster.now_pace = '3600'`)
    const later = (await now())?.getTime() ?? 0
    expect(later).toBeGreaterThanOrEqual(Date.parse('2026-03-29T02:00:00Z'))
    await client.query('reset all')
    expect(Math.abs(((await now())?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  } finally {
    client.release(true)
  }
})
