import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../test/database.ts'
import { inTransaction, withConnection } from '../db/transaction.ts'
import { AppError } from '../lib/errors.ts'
import { completeList } from './cursor.ts'
import {
  beginWriting,
  handBack,
  isLost,
  type RunLease,
  renewLease,
  requeueInterrupted,
  takeRun,
  writerName,
} from './lease.ts'
import { stagePage } from './staging.ts'
import { moveRun, type RunState } from './states.ts'
import { watchRun } from './watch.ts'

let database: FreshDatabase
let runId: string

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.pool.query('truncate run cascade')
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into run (integration_id, mode, actor, revision) values (new_id(), 'apply', 'test', 1) returning id`,
  )
  runId = rows[0]?.id ?? ''
})

const lost = expect.objectContaining({ code: 'run.state' })
const pass = (seconds: number) =>
  database.pool.query('update run set lease_until = lease_until - make_interval(secs => $1)', [seconds])
const run = async () =>
  (
    await database.pool.query(
      'select state, attempts, vain_attempts, fence, digest, fault from run where id = $1',
      [runId],
    )
  ).rows[0]
const put = (state: RunState, more = 'attempts = attempts') =>
  database.pool.query(`update run set state = $2, ${more} where id = $1`, [runId, state])

/** A page that nothing came of. */
const page = { number: 1, received: 0, staged: { count: 0, chunks: [] }, unchanged: 0, early: [], seen: [] }

describe('a lease', () => {
  it('lasts 20 seconds by the clock of the database, and renewed, 20 more', async () => {
    const lease = await takeRun(database.pool, runId)
    await pass(19)
    expect(await requeueInterrupted(database.pool)).toBe(0)
    await renewLease(database.pool, lease)
    await pass(19)
    expect(await requeueInterrupted(database.pool)).toBe(0)
    await pass(2)
    expect(await requeueInterrupted(database.pool)).toBe(1)
    expect(await run()).toMatchObject({ state: 'queued', attempts: 1 })
  })

  it('is nothing to wait for where nobody else lives', async () => {
    await takeRun(database.pool, runId)
    expect(await requeueInterrupted(database.pool, 'all')).toBe(1)
    expect(await isLost(database.pool, { runId, fence: 1 })).toBe(true)
  })

  it('that ran out is of no use to who had it: nothing can be written with it', async () => {
    const early = await takeRun(database.pool, runId)
    await pass(21)
    await requeueInterrupted(database.pool)
    const late = await takeRun(database.pool, runId)
    await moveRun(database.pool, late, 'reading')
    const writes: ((lease: RunLease) => Promise<unknown>)[] = [
      (lease) => withConnection(database.pool, (client) => stagePage(client, lease, page)),
      (lease) => completeList(database.pool, lease),
      (lease) => withConnection(database.pool, (client) => beginWriting(client, lease)),
      (lease) => moveRun(database.pool, lease, 'planned', { digest: 'd' }),
    ]
    for (const write of writes) {
      await expect(write(early)).rejects.toEqual(lost)
      await expect(write(late)).resolves.toBeUndefined()
    }
    await renewLease(database.pool, early)
    expect(await handBack(database.pool, early, { counts: true })).toBe(false)
    expect(await run()).toMatchObject({ state: 'planned', digest: 'd', fence: late.fence })
  })
})

describe('an interrupted run', () => {
  it.each(['leased', 'reading', 'planned', 'applying'] as const)(
    'waits in the queue again when it was %s',
    async (state) => {
      await takeRun(database.pool, runId)
      await put(state, `lease_until = now() - interval '1 s'`)
      expect(await requeueInterrupted(database.pool)).toBe(1)
      expect(await run()).toMatchObject({ state: 'queued', fence: 2, fault: null })
    },
  )

  it.each(['queued', 'previewed', 'held', 'succeeded', 'cancelled', 'failed'] as const)(
    'is none that is %s',
    async (state) => {
      await put(state, `lease_until = now() - interval '1 s'`)
      expect(await requeueInterrupted(database.pool, 'all')).toBe(0)
      expect((await run()).state).toBe(state)
    },
  )

  it('keeps only a plan that a person released', async () => {
    await put('applying', `digest = 'seen', released_at = now()`)
    await requeueInterrupted(database.pool, 'all')
    expect((await run()).digest).toBe('seen')
    await put('applying', `digest = 'unseen', released_at = null`)
    await requeueInterrupted(database.pool, 'all')
    expect((await run()).digest).toBeNull()
  })

  it('fails the fifth time, and says so; one that was handed back in order does not', async () => {
    await put('reading', 'attempts = 5, vain_attempts = 5, fence = 1')
    expect(await handBack(database.pool, { runId, fence: 1 }, { counts: false })).toBe(true)
    expect(await run()).toMatchObject({ state: 'queued', attempts: 4, vain_attempts: 4 })
    const fifth = await takeRun(database.pool, runId)
    await handBack(database.pool, fifth, { counts: true })
    const fault = { code: 'run.interrupted', message: expect.stringContaining('five times') }
    expect(await run()).toMatchObject({ state: 'failed', fault })
  })

  it('goes on however often it is interrupted, for as long as it comes further', async () => {
    for (let number = 1; number <= 7; number++) {
      const lease = await takeRun(database.pool, runId)
      await put('reading')
      await inTransaction(database.pool, (client) => stagePage(client, lease, { ...page, number }))
      await handBack(database.pool, lease, { counts: true })
    }
    expect(await run()).toMatchObject({ state: 'queued', attempts: 7, vain_attempts: 0 })
  })
})

it('what is still being written eight seconds after the program was told to stop is undone', async () => {
  const lease = await takeRun(database.pool, runId)
  const stopping = new AbortController()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const watch = watchRun(database.pool, lease, stopping.signal)
  try {
    const transaction = inTransaction(database.pool, async (client) => {
      await beginWriting(client, lease)
      stopping.abort(new AppError('run.interrupted'))
      vi.advanceTimersByTime(7999)
      await client.query('select')
      // In the middle of a statement, as it would be.
      const writing = client.query('select pg_sleep(60)')
      vi.advanceTimersByTime(1)
      await writing
    })
    await expect(transaction).rejects.toMatchObject({ code: '57P01' })
  } finally {
    watch.stop()
    vi.useRealTimers()
  }
})

it('a writer is known by a name that fits into what PostgreSQL keeps of names', () => {
  expect(writerName({ runId, fence: 2 ** 31 }).length).toBeLessThan(64)
})
