import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import { requeueInterrupted } from '../../src/sync/lease.ts'
import { openWorker } from '../../src/worker/worker.ts'
import { digestOf, directoryLines } from './directory.ts'
import { holdDirectory, holdPlans, runOf, stall, until } from './moments.ts'
import { addIntegration, launch, newStory, type Run, type Story } from './story.ts'

const id = (number: number) => `64a0000000000000000000${String(number).padStart(2, '0')}`
const users = Array.from({ length: 9 }, (_, at) => ({
  _id: id(at),
  email: `u${at}@example.com`,
  firstName: `U${at}`,
}))

let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users }, pageSize: 2 })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const pool = () => story.world.ctx.db.pool
const queue = async (integrationId: string, mode: 'plan' | 'apply'): Promise<Run> =>
  (await story.world.post<Run>(`/api/integrations/${integrationId}/runs`, { mode })).body
const now = (run: Run) => runOf(story, run.id)
/** As if the program that has the run had been killed, and long enough ago. */
const lapse = () =>
  pool().query(`update run set lease_until = now() - interval '1 s' where lease_until is not null`)
const asked = () =>
  story.simulator.requests().map(({ url }) => Number(new URL(url, 'http://sim').searchParams.get('offset')))

/** Begins a run, and takes it from who does it at the moment that `isThere`. */
async function interrupt(run: Run, isThere: (run: Run) => boolean): Promise<() => Promise<unknown>> {
  const performed = story.perform(run.id)
  await until(async () => isThere(await now(run)))
  await takeFrom(run)
  return () => performed
}

/** Whoever has it may notice first, and hand it back. */
async function takeFrom(run: Run): Promise<void> {
  await lapse()
  await requeueInterrupted(pool())
  await until(async () => ['queued', 'failed'].includes((await now(run)).state))
}

describe('a run that is interrupted while it reads', () => {
  it('asks only for the rest, and does what it would have done in one go', async () => {
    const { id } = await addIntegration(story)
    const whole = await story.run(id, 'plan')
    await story.release(whole.id)
    const directory = digestOf(await directoryLines(story.world))
    await story.restart()

    const again = await addIntegration(story)
    const plan = await queue(again.id, 'plan')
    stall(story, { offset: 6 })
    const ended = await interrupt(plan, (run) => run.progress.read === 6)
    expect(await now(plan)).toMatchObject({
      state: 'queued',
      fault: null,
      progress: { read: 6 },
      attempts: 1,
    })
    story.simulator.setFaults([])
    const before = asked().length
    const resumed = await story.perform(plan.id)
    expect(asked().slice(before)).toEqual([6, 8, 9, 9, 11])
    expect(resumed).toMatchObject({
      state: 'previewed',
      digest: whole.digest,
      ledger: whole.ledger,
      attempts: 2,
    })
    await ended()
    await story.release(plan.id)
    expect(digestOf(await directoryLines(story.world))).toBe(directory)
  })

  it('still knows who came before, and reads the list again where somebody comes twice', async () => {
    const { id } = await addIntegration(story)
    const plan = await queue(id, 'plan')
    stall(story, { offset: 6 })
    const ended = await interrupt(plan, (run) => run.progress.read === 6)
    story.simulator.setFaults([])
    // Everybody moves by one: u5 is told again, and nobody tells that u8 is there.
    story.simulator.mutate({
      add: [{ ...users[0], _id: '63a000000000000000000000', email: 'new@example.com' }],
    })
    const resumed = await story.perform(plan.id)
    await ended()
    expect(resumed).toMatchObject({ state: 'previewed', ledger: { created: 10, skipped: 1, read: 11 } })
  })

  it('asks nobody when the list was complete', async () => {
    const { id } = await addIntegration(story)
    const plan = await queue(id, 'plan')
    const letGo = await holdPlans(story)
    const performed = story.perform(plan.id)
    await until(async () => (await pool().query('select from run where list_complete')).rowCount === 1)
    await takeFrom(plan)
    await letGo()
    await performed
    const before = asked().length
    expect(await story.perform(plan.id)).toMatchObject({ state: 'previewed', ledger: { created: 9 } })
    expect(asked()).toHaveLength(before)
  })

  it('fails when its integration was edited meanwhile', async () => {
    const { id } = await addIntegration(story)
    const plan = await queue(id, 'plan')
    stall(story, { offset: 6 })
    const ended = await interrupt(plan, (run) => run.progress.read === 6)
    story.simulator.setFaults([])
    await story.world.patch(`/api/integrations/${id}`, { preference: 'create' })
    expect(await story.perform(plan.id)).toMatchObject({ state: 'failed', fault: { code: 'run.stale' } })
    await ended()
  })

  it('is given up after five times in which it came no further', async () => {
    const { id } = await addIntegration(story)
    const plan = await queue(id, 'plan')
    await pool().query('update run set vain_attempts = 4')
    stall(story, { offset: 0 })
    const ended = await interrupt(plan, (run) => run.state === 'reading')
    const { state, fault } = await now(plan)
    expect([state, fault?.code]).toEqual(['failed', 'run.interrupted'])
    expect(fault?.message).toContain('five times')
    await ended()
  })
})

describe('a run that is interrupted while it applies', () => {
  it('that a person released is applied as it was seen', async () => {
    const { id } = await addIntegration(story)
    const plan = await story.run(id, 'plan')
    await story.world.post(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    const letGo = await holdDirectory(story)
    const ended = await interrupt(plan, (run) => run.state === 'applying')
    await letGo()
    await ended()
    expect(await directoryLines(story.world)).toEqual([])
    const before = asked().length
    expect(await story.perform(plan.id)).toMatchObject({ state: 'succeeded', digest: plan.digest })
    expect(asked()).toHaveLength(before)
  })

  it('and that nobody saw is planned anew, so that what changed meanwhile needs no second look', async () => {
    const { id } = await launch(story)
    story.simulator.mutate({ set: [{ id: users[0]?._id ?? '', patch: { firstName: 'Renamed' } }] })
    const run = await queue(id, 'apply')
    const letGo = await holdDirectory(story)
    const ended = await interrupt(run, ({ state }) => state === 'applying')
    await letGo()
    await ended()
    await pool().query(`update person set first_name = 'Meanwhile' where email = 'u0@example.com';
                        update directory_state set revision = revision + 1`)
    expect(await story.perform(run.id)).toMatchObject({ state: 'succeeded', ledger: { updated: 1 } })
  })
})

describe('of two who hold one run', () => {
  it('the earlier one can neither stage, plan nor apply', async () => {
    const { id } = await launch(story)
    story.simulator.mutate({ set: [{ id: users[0]?._id ?? '', patch: { firstName: 'Renamed' } }] })
    const run = await queue(id, 'apply')
    stall(story, { position: 'end' })
    const early = await interrupt(run, ({ progress }) => progress.read === 9)
    story.simulator.setFaults([])
    const letGo = await holdDirectory(story)
    const late = story.perform(run.id)
    await until(async () => (await now(run)).state === 'applying')
    await early()
    expect((await now(run)).state).toBe('applying')
    await letGo()
    expect(await late).toMatchObject({ state: 'succeeded', ledger: { updated: 1 } })
  })

  it('the later one does not wait for locks of one that hangs', async () => {
    const { id } = await addIntegration(story)
    const plan = await story.run(id, 'plan')
    await story.world.post(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    const { rows } = await pool().query<{ fence: number }>('select fence from run where id = $1', [
      bareId('run', plan.id),
    ])
    // A program that stopped in the middle of its apply.
    const hanging = await pool().connect()
    await hanging.query(`begin; set local application_name = 'muster run ${bareId('run', plan.id)} ${rows[0]?.fence}';
      select pg_advisory_xact_lock(4711001)`)
    await requeueInterrupted(pool())
    expect(await story.perform(plan.id)).toMatchObject({ state: 'succeeded' })
    await expect(hanging.query('commit')).rejects.toThrow()
    hanging.release(true)
  })
})

describe('a worker', () => {
  it('goes on with what another left behind', async () => {
    const { id } = await addIntegration(story)
    const plan = await queue(id, 'plan')
    await pool().query(`update run set state = 'reading', attempts = 1, lease_until = now() - interval '1 s'`)
    const worker = await openWorker(story.world.ctx)
    try {
      await until(async () => (await now(plan)).state === 'previewed')
    } finally {
      await worker.close()
    }
    expect((await now(plan)).attempts).toBe(2)
  })

  it('that is closed hands back what it reads, and the attempt does not count', async () => {
    const { id } = await addIntegration(story)
    stall(story, { offset: 6 })
    const worker = await openWorker(story.world.ctx)
    const plan = await queue(id, 'plan')
    await until(async () => (await now(plan)).progress.read === 6)
    await worker.close()
    expect(await now(plan)).toMatchObject({ state: 'queued', attempts: 0, progress: { read: 6 } })
    story.simulator.setFaults([])
    expect(await story.perform(plan.id)).toMatchObject({ state: 'previewed', ledger: { read: 9 } })
  })

  it('that is closed finishes what it applies', async () => {
    const { id } = await addIntegration(story)
    const plan = await story.run(id, 'plan')
    const letGo = await holdDirectory(story)
    const worker = await openWorker(story.world.ctx)
    await story.world.post(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    await until(async () => (await now(plan)).state === 'applying')
    const closed = worker.close()
    await letGo()
    await closed
    expect((await now(plan)).state).toBe('succeeded')
  })

  it('goes on by itself when its connections to the database break', async () => {
    const { id } = await addIntegration(story)
    const plan = await story.run(id, 'plan')
    const letGo = await holdDirectory(story)
    const worker = await openWorker(story.world.ctx)
    try {
      const listening = await pidOf(`query like 'listen%'`)
      await story.world.post(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
      const writing = await pidOf(`application_name like 'muster run%'`)
      await pool().query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [
        [listening, writing],
      ])
      await until(async () => (await now(plan)).attempts === 2)
      await letGo()
      await until(async () => (await now(plan)).state === 'succeeded')
      expect(await pidOf(`query like 'listen%' and pid <> ${listening}`)).not.toBe(listening)
    } finally {
      await worker.close()
    }
  })
})

/** The connection that is known by this, as soon as there is one. */
async function pidOf(sign: string): Promise<number> {
  let pid: number | undefined
  await until(async () => {
    const { rows } = await pool().query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and ${sign} and pid <> pg_backend_pid()`,
    )
    pid = rows[0]?.pid
    return pid !== undefined
  })
  return pid ?? 0
}
