import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../../test/database.ts'
import { testVault } from '../../../test/world.ts'
import { openConnections } from '../../db/pool.ts'
import { owner } from '../../kit/rights.ts'
import { noVisit } from '../../kit/visit.ts'
import { keyChecks } from '../../vault/key-check.ts'
import { queueDue, readDue, settleDue, untilDue } from './jobs.ts'
import type { Schedule } from './schema.ts'
import { keepSchedule, pauseIntegration, readTimings, resumeIntegration } from './store.ts'

/** A process with one connection, so that it lives at the time it was told. */
type Process = Awaited<ReturnType<typeof startProcess>>

async function startProcess(url: string) {
  const db = openConnections(url, 1)
  const { pool } = db
  const ctx = { db, vault: await testVault(keyChecks(pool)), actor: owner('a test'), visit: noVisit }
  return {
    pool,
    ctx,
    setTime: (now: string) => pool.query(`select set_config('muster.now', $1, false)`, [now]),
    /** What the scheduler does when it wakes. */
    wake: async () => {
      await settleDue(pool)
      const noted = []
      for (const id of await readDue(pool)) noted.push(await queueDue(ctx, id))
      return noted.filter((due) => due !== undefined)
    },
  }
}

let database: FreshDatabase
let one: Process
let other: Process

beforeAll(async () => {
  database = await freshDatabase()
  one = await startProcess(database.url)
  other = await startProcess(database.url)
})
afterAll(async () => {
  await Promise.all([one.pool.end(), other.pool.end()])
  await database.close()
})
beforeEach(() => database.pool.query('truncate integration, run, run_page, due'))

const hourly: Schedule = { every: 'hours', hours: 1 }
const nightly: Schedule = { every: 'day', at: '02:30', zone: 'Europe/Berlin' }

let made = 0

/** An active integration with this schedule since this time. */
async function add(schedule: Schedule, since: string): Promise<string> {
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into integration (name, connector, load, selection, preference, mapping, state)
     values ($1, 'planhat', 'users', 'user', 'create_update', '{}', 'active') returning id`,
    [`Integration ${++made}`],
  )
  const id = rows[0]?.id ?? ''
  await one.setTime(since)
  await keepSchedule(one.pool, id, schedule)
  return id
}

async function read(id: string) {
  const { rows } = await database.pool.query<{
    state: string
    next_due_at: Date | null
    failures: number
    failing_since: Date | null
    paused_because: string | null
  }>('select state, next_due_at, failures, failing_since, paused_because from integration where id = $1', [
    id,
  ])
  return rows[0]
}

async function runs(): Promise<string[]> {
  const { rows } = await database.pool.query<{ due_at: Date }>('select due_at from run order by due_at')
  return rows.map(({ due_at }) => due_at.toISOString())
}

/** Whether somebody waits for another's transaction. */
async function isWaiting(): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return rowCount === 1
}

/** Ends every run that waits. */
const end = (state: string, fault: object | null = null) =>
  database.pool.query(
    `update run set state = $1, fault = $2, finished_at = now(), started_at = now() where state = 'queued'`,
    [state, fault],
  )

describe('a due time', () => {
  it('is nothing before it comes, and one run when it does', async () => {
    const id = await add(nightly, '2026-03-27T12:00Z')
    expect([await one.wake(), await untilDue(one.pool)]).toEqual([[], 13.5 * 3_600_000])
    await one.setTime('2026-03-28T01:30Z')
    expect(await one.wake()).toMatchObject([{ at: new Date('2026-03-28T01:30Z'), runId: expect.any(String) }])
    expect(await one.wake()).toEqual([])
    const { rows } = await database.pool.query('select mode, actor, state, due_at from run')
    expect(rows).toEqual([
      { mode: 'apply', actor: 'schedule', state: 'queued', due_at: new Date('2026-03-28T01:30Z') },
    ])
    // The night of the gap.
    expect((await read(id))?.next_due_at).toEqual(new Date('2026-03-29T01:00Z'))
  })

  it('that was missed is caught up once, however many there were', async () => {
    const id = await add(hourly, '2026-03-02T00:00Z')
    await one.setTime('2026-03-09T07:20Z')
    expect(await one.wake()).toHaveLength(1)
    expect([await runs(), await one.wake()]).toEqual([['2026-03-09T07:00:00.000Z'], []])
    expect((await read(id))?.next_due_at).toEqual(new Date('2026-03-09T08:00Z'))
  })

  it('that meets a run under way waits for its end, however many there were meanwhile', async () => {
    const id = await add(hourly, '2026-03-02T00:00Z')
    await one.setTime('2026-03-02T01:00Z')
    await one.wake()
    await one.setTime('2026-03-02T03:10Z')
    expect([await one.wake(), await untilDue(one.pool)]).toEqual([[], undefined])
    await end('succeeded')
    const at = new Date('2026-03-02T03:00Z')
    const runId: unknown = expect.any(String)
    expect([await one.wake(), await one.wake()]).toEqual([[{ at, runId }], []])
    expect((await readTimings(one.pool, [id])).get(id)).toMatchObject({
      last_due_at: at,
      last_due_run: runId,
    })
    expect((await read(id))?.next_due_at).toEqual(new Date('2026-03-02T04:00Z'))
  })

  it('stays due when a run is asked for in the same moment', async () => {
    const id = await add(hourly, '2026-03-02T00:00Z')
    await one.setTime('2026-03-02T01:00Z')
    const asking = await other.pool.connect()
    await asking.query('begin')
    await asking.query(
      `insert into run (integration_id, revision, mode, actor) values ($1, 1, 'plan', 'somebody')`,
      [id],
    )
    const due = queueDue(one.ctx, id)
    await expect.poll(isWaiting).toBe(true)
    await asking.query('commit')
    asking.release()
    expect(await due).toBeUndefined()
    expect((await read(id))?.next_due_at).toEqual(new Date('2026-03-02T01:00Z'))
  })

  it('does not come twice when the clock is set back', async () => {
    await add(hourly, '2026-03-02T00:00Z')
    await one.setTime('2026-03-02T01:00Z')
    await one.wake()
    await end('succeeded')
    await one.setTime('2026-03-01T23:30Z')
    expect(await one.wake()).toEqual([])
    await one.setTime('2026-03-02T01:59Z')
    expect(await one.wake()).toEqual([])
  })

  it('is nothing to a paused integration, and what it missed is not caught up', async () => {
    const id = await add(hourly, '2026-03-02T00:00Z')
    expect(await pauseIntegration(one.pool, id, 'for now')).toBe(true)
    await one.setTime('2026-03-05T10:30Z')
    expect([await one.wake(), await untilDue(one.pool)]).toEqual([[], undefined])
    expect(await resumeIntegration(one.pool, id)).toBe(true)
    expect(await one.wake()).toEqual([])
    expect(await read(id)).toMatchObject({ state: 'active', next_due_at: new Date('2026-03-05T11:00Z') })
  })

  it('is nothing to one whose schedule is off', async () => {
    const id = await add(hourly, '2026-03-02T00:00Z')
    await keepSchedule(one.pool, id, { every: 'off' })
    await one.setTime('2026-03-05T10:30Z')
    expect(await one.wake()).toEqual([])
  })
})

it('200 due times and two schedulers at once: each has one run, and none is missed', async () => {
  for (let n = 0; n < 10; n++) await add(hourly, '2026-03-28T00:00Z')
  const start = Date.parse('2026-03-28T01:00Z')
  for (let hour = 0; hour < 20; hour++) {
    const now = new Date(start + hour * 3_600_000).toISOString()
    await Promise.all([one.setTime(now), other.setTime(now)])
    await Promise.all([one.wake(), other.wake()])
    await end('succeeded')
  }
  const { rows } = await database.pool.query<{ count: number; times: number }>(
    'select count(*) as count, count(distinct (integration_id, due_at)) as times from run',
  )
  expect(rows).toEqual([{ count: 200, times: 200 }])
  const { rows: due } = await database.pool.query('select count(*) as count, count(run_id) as runs from due')
  expect(due).toEqual([{ count: 200, runs: 200 }])
}, 30_000)

describe('after scheduled runs that failed', () => {
  /** The hourly integration goes on until so many runs have failed; when each was. */
  async function failing(id: string, many: number): Promise<number[]> {
    const times = []
    for (let n = 0; n < many; n++) {
      const due = (await read(id))?.next_due_at
      if (!due) break
      times.push(due.getTime())
      await one.setTime(due.toISOString())
      await one.wake()
      await end('failed', { code: 'vendor.down', message: 'The vendor could not be reached' })
      await one.wake()
    }
    return times
  }
  const hours = (times: readonly number[]) =>
    times.slice(1).map((time, at) => (time - (times[at] ?? 0)) / 3_600_000)

  it('the next is put off: an hour, six hours, a day and a day', async () => {
    const id = await add(hourly, '2026-03-02T00:30Z')
    expect(hours(await failing(id, 5))).toEqual([1, 6, 24, 24])
    expect(await read(id)).toMatchObject({ failures: 5, failing_since: new Date('2026-03-02T01:00Z') })
    expect((await readTimings(one.pool, [id])).get(id)?.health).toBe('failing')
  })

  it('a nightly one loses no night', async () => {
    const id = await add(nightly, '2026-03-26T12:00Z')
    expect(hours(await failing(id, 5))).toEqual([24, 23.5, 23.5, 24])
  })

  it.each(['succeeded', 'succeeded_with_failures', 'empty', 'held'])(
    'one that is %s ends it',
    async (state) => {
      const id = await add(hourly, '2026-03-02T00:30Z')
      await failing(id, 2)
      await one.setTime('2026-03-02T08:00Z')
      await one.wake()
      await end(state)
      await one.wake()
      expect(await read(id)).toMatchObject({
        failures: 0,
        failing_since: null,
        next_due_at: new Date('2026-03-02T09:00Z'),
      })
    },
  )

  it('so does one that somebody asked for', async () => {
    const id = await add(hourly, '2026-03-02T00:30Z')
    await failing(id, 3)
    await database.pool.query(
      `insert into run (integration_id, mode, actor, revision) values ($1, 'apply', 'owner', 1)`,
      [id],
    )
    await end('succeeded')
    await one.wake()
    expect(await read(id)).toMatchObject({ failures: 0, next_due_at: new Date('2026-03-02T09:00Z') })
  })

  it('one that was cancelled tells nothing', async () => {
    const id = await add(hourly, '2026-03-02T00:30Z')
    await failing(id, 1)
    await one.setTime('2026-03-02T02:00Z')
    await one.wake()
    await end('cancelled')
    await one.wake()
    expect(await read(id)).toMatchObject({ failures: 1, next_due_at: new Date('2026-03-02T03:00Z') })
  })

  it('for 28 days, the integration is paused and says why, until it is resumed', async () => {
    const id = await add(hourly, '2026-03-02T00:30Z')
    const times = await failing(id, 100)
    expect(hours([times[0] ?? 0, times.at(-1) ?? 0])[0]).toBeGreaterThanOrEqual(28 * 24)
    expect(times.length).toBeLessThan(35)
    expect(await read(id)).toMatchObject({
      state: 'paused',
      next_due_at: null,
      paused_because:
        'Its runs have failed for 28 days. Resume it when the reason is gone: The vendor could not be reached',
    })
    await resumeIntegration(one.pool, id)
    expect(await read(id)).toMatchObject({ state: 'active', failures: 0, paused_because: null })
  })
})

it.each([
  ['succeeded', 'ok'],
  ['succeeded_with_failures', 'warning'],
  ['failed', 'failing'],
  ['held', 'held'],
])('when its last run is %s, an integration is %s', async (state, health) => {
  const id = await add(nightly, '2026-03-02T00:00Z')
  expect((await readTimings(one.pool, [id])).get(id)).toMatchObject({ health: 'ok', last_due_at: null })
  await one.setTime('2026-03-03T12:00Z')
  await one.wake()
  await end(state)
  const timing = (await readTimings(one.pool, [id])).get(id)
  expect([timing?.health, timing?.next_due.length]).toEqual([health, 5])
})
