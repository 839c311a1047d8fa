import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import { takeRun } from '../../src/sync/lease.ts'
import type { Refusal } from '../world.ts'
import { directoryLines } from './directory.ts'
import { holdDirectory, holdPlans, runOf, stall, until } from './moments.ts'
import {
  addCredential,
  addIntegration,
  type Integration,
  launch,
  newStory,
  type Run,
  type Story,
} from './story.ts'

const ids = { first: '64a000000000000000000001', second: '64a000000000000000000002' }
const users = [
  { _id: ids.first, email: 'first@example.com', firstName: 'First', inactive: false },
  { _id: ids.second, email: 'second@example.com', firstName: 'Second', inactive: false },
]

let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users }, pageSize: 1 })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const post = <T>(path: string, body?: object) => story.world.post<T>(path, body)
const queue = (id: string, mode: 'plan' | 'apply') =>
  post<Run & Refusal>(`/api/integrations/${id}/runs`, { mode })
const rename = (firstName: string) =>
  story.simulator.mutate({ set: [{ id: ids.first, patch: { firstName } }] })
const firstName = async () =>
  (await directoryLines(story.world)).find(({ vendorId }) => vendorId === ids.first)?.firstName

describe('a plan that waits', () => {
  it('is superseded by a newer run and cannot be applied any more', async () => {
    const { id } = await launch(story)
    const plan = await story.run(id, 'plan')
    await story.run(id, 'apply')
    expect((await runOf(story, plan.id)).state).toBe('superseded')
    const { status, body } = await post<Refusal>(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    expect([status, body.code]).toEqual([409, 'run.state'])
  })

  it('is out of date once its integration was edited', async () => {
    const { id } = await addIntegration(story)
    const plan = await story.run(id, 'plan')
    await story.world.patch(`/api/integrations/${id}`, { preference: 'create' })
    const { status, body } = await post<Refusal>(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    expect([status, body.code]).toEqual([409, 'run.stale'])
  })

  it('is as good as before once its integration has another name', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    const plan = await story.run(id, 'plan')
    await story.world.patch(`/api/integrations/${id}`, { name: 'Edited' })
    expect((await story.release(plan.id)).state).toBe('succeeded')
    expect(await firstName()).toBe('Renamed')
  })

  it('is not applied when its integration was edited after its release', async () => {
    const { id, mapping } = await addIntegration(story)
    const plan = await story.run(id, 'plan')
    await post(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    const entries = mapping.entries.filter(({ target }) => target !== 'first_name')
    await story.world.patch(`/api/integrations/${id}`, { mapping: { ...mapping, entries } })
    expect(await story.perform(plan.id)).toMatchObject({ state: 'failed', fault: { code: 'run.stale' } })
    expect(await directoryLines(story.world)).toEqual([])
  })

  it('is applied though the directory moved, when it still says the same', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    const plan = await story.run(id, 'plan')
    await moveDirectory()
    const run = await story.release(plan.id)
    expect(run).toMatchObject({ state: 'succeeded', digest: plan.digest, ledger: { updated: 1 } })
    expect(await firstName()).toBe('Renamed')
  })

  it('waits for another look when it would do something else now', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    const plan = await story.run(id, 'plan')
    await moveDirectory(`update person set first_name = 'Meanwhile' where email = 'first@example.com'`)
    const again = await story.release(plan.id)
    expect(again).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' } })
    expect(again.digest).not.toBe(plan.digest)
    expect(await firstName()).toBe('Meanwhile')
    // As whoever looked before somebody else pressed.
    const late = await post<Refusal>(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    expect([late.status, late.body.code]).toEqual([409, 'run.stale'])
    expect((await post<Refusal>(`/api/runs/${plan.id}/apply`)).status).toBe(422)
    const run = await story.release(plan.id)
    expect(run).toMatchObject({ state: 'succeeded', fault: null })
    expect(await firstName()).toBe('Renamed')
  })

  it('waits for another look when a mandatory field was made meanwhile', async () => {
    const { id } = await addIntegration(story)
    const plan = await story.run(id, 'plan')
    await post('/api/fields', { label: 'Cost centre', type: 'text', mandatory: true })
    try {
      const again = await story.release(plan.id)
      expect(again).toMatchObject({ state: 'previewed', ledger: { created: 0, failed: 2 } })
    } finally {
      // The other stories go without it.
      await story.world.ctx.db.pool.query("delete from field where key = 'cost_centre'")
    }
  })

  it('is not a launch when the vendor has nobody', async () => {
    story.simulator.mutate({ remove: [ids.first, ids.second] })
    const { id } = await addIntegration(story)
    expect((await story.run(id, 'plan')).state).toBe('empty')
    expect((await story.world.get<Integration>(`/api/integrations/${id}`)).body.state).toBe('draft')
    expect((await queue(id, 'apply')).status).toBe(409)
  })
})

/** Something else writes to the directory between a plan and its apply. */
async function moveDirectory(sql = 'select'): Promise<void> {
  await story.world.ctx.db.pool.query(`${sql}; update directory_state set revision = revision + 1`)
}

describe('two runs of one integration', () => {
  it('are refused while the first waits, and while it runs', async () => {
    const { id } = await launch(story)
    const first = await queue(id, 'apply')
    const second = await queue(id, 'apply')
    expect([first.status, second.status, second.body.code]).toEqual([202, 409, 'run.active'])
    const performed = story.perform(first.body.id)
    expect((await queue(id, 'plan')).body.code).toBe('run.active')
    expect((await performed).state).toBe('succeeded')
  })

  it('a plan is not released beside a run that was queued at the same moment', async () => {
    const { id } = await launch(story)
    const plan = await story.run(id, 'plan')
    const { pool } = story.world.ctx.db
    // Whoever queues a run supersedes the plan with it; this one only keeps the place.
    await pool.query(`insert into run (integration_id, mode, actor, revision) values ($1, 'apply', 'x', 1)`, [
      bareId('int', id),
    ])
    const { status, body } = await post<Refusal>(`/api/runs/${plan.id}/apply`, { digest: plan.digest })
    expect([status, body.code]).toEqual([409, 'run.active'])
  })

  it('is not queued when the plan that waited could not be superseded along with it', async () => {
    const { id } = await launch(story)
    const plan = await story.run(id, 'plan')
    const { pool } = story.world.ctx.db
    const other = await pool.connect()
    await other.query('begin')
    await other.query('select from run where id = $1 for update', [bareId('run', plan.id)])
    const asked = queue(id, 'apply')
    const waits = `select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock' and query like '%superseded%'`
    await until(async () => (await pool.query(waits)).rowCount === 1)
    await other.query('rollback')
    other.release()
    expect((await asked).status).toBeGreaterThanOrEqual(500)
    const { body } = await story.world.get<{ items: Run[] }>(`/api/runs?integrationId=${id}`)
    expect(body.items.map(({ state }) => state)).toEqual(['previewed', 'succeeded'])
    expect((await runOf(story, plan.id)).state).toBe('previewed')
    expect((await story.release(plan.id)).state).toBe('succeeded')
  })

  it('of two integrations that find the same newcomer at once, one creates him and the other finds him', async () => {
    const first = await launch(story, { name: 'First' })
    const second = await launch(story, { name: 'Second', instance: 'EU' })
    story.simulator.mutate({ add: [{ _id: '64a000000000000000000003', email: 'third@example.com' }] })
    const both = await Promise.all([story.run(first.id, 'apply'), story.run(second.id, 'apply')])
    expect(both.map(({ state, ledger }) => [state, ledger.failed])).toEqual([
      ['succeeded', 0],
      ['succeeded', 0],
    ])
    const lines = await directoryLines(story.world)
    expect(lines.map(({ email }) => email?.split('@')[0]).sort()).toEqual(
      ['first', 'second', 'third'].flatMap((name) => [name, name]),
    )
    const { rows } = await story.world.ctx.db.pool.query('select count(*) as people from person')
    expect(rows).toEqual([{ people: 3 }])
  })

  it('of two first plans for the same people, the later one waits for another look', async () => {
    const [first, second] = [
      await addIntegration(story, { name: 'First' }),
      await addIntegration(story, { name: 'Second', instance: 'EU' }),
    ]
    const plans = [await story.run(first.id, 'plan'), await story.run(second.id, 'plan')]
    const applied = await Promise.all(plans.map(({ id }) => story.release(id)))
    expect(applied.map(({ state }) => state).sort()).toEqual(['previewed', 'succeeded'])
    const waiting = applied.find(({ state }) => state === 'previewed')
    expect(waiting).toMatchObject({ fault: { code: 'run.stale' }, ledger: { created: 0, updated: 2 } })
    expect(await story.release(waiting?.id ?? '')).toMatchObject({ state: 'succeeded', fault: null })
  })

  it('an integration that runs is not deleted', async () => {
    const { id } = await launch(story)
    const { body } = await queue(id, 'apply')
    const refused = await story.world.delete<Refusal>(`/api/integrations/${id}`)
    expect([refused.status, refused.body.code]).toEqual([409, 'run.active'])
    await story.perform(body.id)
    expect((await story.world.delete(`/api/integrations/${id}`)).status).toBe(202)
    expect(await directoryLines(story.world)).toHaveLength(2)
  })
})

describe('how far a run is', () => {
  it('is told by what the last one read, with the time that is left; of a first one nobody knows', async () => {
    const { id } = await addIntegration(story)
    const stopAtLast = async (mode: 'plan' | 'apply') => {
      stall(story, { position: 'last' })
      const { body } = await queue(id, mode)
      const performed = story.perform(body.id)
      await until(async () => (await runOf(story, body.id)).progress.read > 0)
      const { progress } = await runOf(story, body.id)
      await post(`/api/runs/${body.id}/cancel`)
      await performed
      story.simulator.setFaults([])
      return progress
    }
    expect(await stopAtLast('plan')).toMatchObject({ read: 1, expected: null, secondsLeft: null })
    const loaded = await story.release((await story.run(id, 'plan')).id)
    expect(loaded.progress).toMatchObject({ expected: null, secondsLeft: null })
    const { secondsLeft, ...progress } = await stopAtLast('apply')
    expect(progress).toMatchObject({ read: 1, expected: 2 })
    expect(secondsLeft).toBeGreaterThan(0)
  })
})

describe('a cancelled run', () => {
  it('that nobody took yet ends at once', async () => {
    const { id } = await launch(story)
    const { body } = await queue(id, 'apply')
    expect((await post<Run>(`/api/runs/${body.id}/cancel`)).body.state).toBe('cancelled')
    expect((await post<Refusal>(`/api/runs/${body.id}/cancel`)).body.code).toBe('run.state')
  })

  it('stops while a slow vendor keeps it waiting', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    stall(story, { position: 'last' })
    const { body } = await queue(id, 'apply')
    const performed = story.perform(body.id)
    await until(async () => (await runOf(story, body.id)).progress.read > 0)
    await post(`/api/runs/${body.id}/cancel`)
    expect(await performed).toMatchObject({ state: 'cancelled', fault: { code: 'run.cancelled' } })
    expect(await firstName()).toBe('First')
  })

  it('stops while it waits to apply, and undoes what it applied', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    const { body } = await queue(id, 'apply')
    const release = await holdDirectory(story)
    const performed = story.perform(body.id)
    await until(async () => (await runOf(story, body.id)).state === 'applying')
    await post(`/api/runs/${body.id}/cancel`)
    await release()
    expect(await performed).toMatchObject({ state: 'cancelled' })
    expect(await firstName()).toBe('First')
    const after = await story.run(id, 'apply')
    expect(after).toMatchObject({ state: 'succeeded', ledger: { updated: 1 } })
  })

  it('leaves no plan when it was being planned', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    const { body } = await queue(id, 'plan')
    const letGo = await holdPlans(story)
    const performed = story.perform(body.id)
    const { pool } = story.world.ctx.db
    await until(
      async () => (await pool.query('select from run where list_complete and digest is null')).rowCount === 1,
    )
    await post(`/api/runs/${body.id}/cancel`)
    await letGo()
    expect(await performed).toMatchObject({ state: 'cancelled', digest: null })
  })

  it('ends at once even when whoever did it is gone', async () => {
    const { id } = await launch(story)
    const { body } = await queue(id, 'apply')
    await takeRun(story.world.ctx.db.pool, bareId('run', body.id))
    const { body: run } = await post<Run>(`/api/runs/${body.id}/cancel`)
    expect(run).toMatchObject({ state: 'cancelled', fault: { code: 'run.cancelled' } })
    expect((await queue(id, 'apply')).status).toBe(202)
  })
})

describe('a credential', () => {
  it('in use is not deleted, and says who uses it', async () => {
    const credential = await addCredential(story)
    const { id } = await addIntegration(story, { name: 'Sales', credentialId: credential.id })
    const { status, body } = await story.world.delete<Refusal>(`/api/credentials/${credential.id}`)
    expect([status, body.code]).toEqual([409, 'conflict'])
    expect(body.detail).toContain('Sales')
    await story.world.delete(`/api/integrations/${id}`)
    expect((await story.world.delete(`/api/credentials/${credential.id}`)).status).toBe(204)
  })

  it('that is taken away from an integration makes it incomplete', async () => {
    const { id } = await launch(story)
    const { body } = await story.world.patch<Integration>(`/api/integrations/${id}`, { credentialId: null })
    expect(body.missing.map(({ field }) => field)).toEqual(['credentialId'])
    expect((await queue(id, 'apply')).body.code).toBe('integration.draft')
  })

  it('that goes while a run waits for its turn fails the run by name', async () => {
    const { id } = await launch(story)
    const { body } = await queue(id, 'apply')
    await story.world.patch(`/api/integrations/${id}`, { credentialId: null })
    expect(await story.perform(body.id)).toMatchObject({ state: 'failed', fault: { code: 'not.found' } })
  })

  it('whose token is revoked in the middle of a run fails it, and nothing is applied', async () => {
    const { id } = await launch(story)
    rename('Renamed')
    story.simulator.setFaults([{ id: 'F11', variant: 'revoked', on: { position: 'last' } }])
    const before = story.simulator.requests().length
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({ state: 'failed', fault: { code: 'vendor.auth' } })
    expect(run.fault?.message).toContain('another cluster')
    // Asked again, a revoked token stays revoked.
    expect(story.simulator.requests().length - before).toBe(2)
    expect(await firstName()).toBe('First')
  })
})
