import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import { openWorker } from '../../src/worker/worker.ts'
import type { Refusal } from '../world.ts'
import { directoryLines } from './directory.ts'
import { type Integration, launch, newStory, type Run, type Story } from './story.ts'

let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users: 60 } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const post = <T>(path: string, body?: object) => story.world.post<T>(path, body)
const runOf = async (id: string) => (await story.world.get<Run>(`/api/runs/${id}`)).body
const query = (sql: string, values: readonly unknown[] = []) =>
  story.world.ctx.db.pool.query(sql, [...values])
const release = (id: string, digest: string | null) =>
  post<Run & Refusal>(`/api/runs/${id}/release`, { digest })

/** How many are active, by whom the directory and the accounts speak of. */
const activeAccounts = async () =>
  (await query('select count(*) as active from saas_user where active')).rows[0]?.active

describe('a run that nobody looks at', () => {
  it('is held when the vendor calls a third of its users inactive, and changes nothing', async () => {
    const { id } = await launch(story)
    const before = [await directoryLines(story.world), await activeAccounts()]
    story.simulator.mutate({ deactivate: 20 })
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({ state: 'held', fault: { code: 'run.held' }, releasedBy: null })
    const [brake] = run.brakes
    expect(brake).toMatchObject({ brake: 'deactivations', count: 20 })
    expect(brake?.samples).toHaveLength(10)
    expect(run.fault?.message).toContain('Nothing was applied')
    expect([await directoryLines(story.world), await activeAccounts()]).toEqual(before)
  })

  it('goes through on an ordinary day', async () => {
    const { id } = await launch(story)
    story.simulator.mutate({ deactivate: 2, rename: 2, add: 2 })
    expect(await story.run(id, 'apply')).toMatchObject({ state: 'succeeded', brakes: [] })
  })

  it('is held when the vendor lists nobody', async () => {
    const { id } = await launch(story)
    const listed = await query('select vendor_id from source_record')
    story.simulator.mutate({ remove: listed.rows.map(({ vendor_id }) => vendor_id) })
    const run = await story.run(id, 'apply')
    expect([run.state, run.brakes[0]?.brake]).toEqual(['held', 'empty-list'])
  })

  it('is held when a tenant of strangers answers', async () => {
    const { id } = await launch(story)
    const before = await directoryLines(story.world)
    const listed = await query('select vendor_id from source_record')
    story.simulator.mutate({ remove: listed.rows.map(({ vendor_id }) => vendor_id), add: 60 })
    const run = await story.run(id, 'apply')
    expect([run.state, run.brakes.map(({ brake }) => brake)]).toEqual([
      'held',
      expect.arrayContaining(['creations']),
    ])
    expect(await directoryLines(story.world)).toEqual(before)
  })

  it('is held when one field changes for most people, and says which', async () => {
    const { id } = await launch(story)
    const { rows } = await query(`select vendor_id from source_record`)
    story.simulator.mutate({
      set: rows.map(({ vendor_id }) => ({ id: vendor_id, patch: { lastName: 'Same' } })),
    })
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({ state: 'held', brakes: [{ brake: 'changes', limit: 50 }] })
    expect(run.brakes[0]?.message).toContain('“Last name” would become another')
  })

  it('is held when every address changes', async () => {
    const { id } = await launch(story)
    const listed = await query('select vendor_id from source_record')
    story.simulator.mutate({
      set: listed.rows.map(({ vendor_id }) => ({
        id: vendor_id,
        patch: { email: `${vendor_id}@other.example` },
      })),
    })
    const run = await story.run(id, 'apply')
    expect([run.state, run.brakes.map(({ brake }) => brake)]).toEqual(['held', ['keys']])
  })

  it('is held when a field would become empty for many, and names it', async () => {
    const { id } = await launch(story)
    const listed = await query('select vendor_id from source_record limit 20')
    story.simulator.mutate({
      set: listed.rows.map(({ vendor_id }) => ({ id: vendor_id, patch: { lastName: null } })),
    })
    const run = await story.run(id, 'apply')
    expect(run.brakes).toMatchObject([{ brake: 'emptied', message: expect.stringContaining('Last name') }])
    expect(run.state).toBe('held')
  })

  it('is held by what a drip adds up to in a day', async () => {
    const { id } = await launch(story)
    const states: string[] = []
    for (let drop = 0; drop < 4; drop++) {
      story.simulator.mutate({ deactivate: 3 })
      states.push((await story.run(id, 'apply')).state)
    }
    expect(states).toEqual(['succeeded', 'succeeded', 'succeeded', 'held'])
    const [run] = (await story.world.get<{ items: Run[] }>('/api/runs')).body.items
    expect(run?.brakes.map(({ brake }) => brake)).toEqual(['day'])
    await query(`update run set finished_at = finished_at - interval '25 hours'`)
    expect((await story.run(id, 'apply')).state).toBe('succeeded')
  })
})

describe('failures that were released', () => {
  const spoil = async (count: number, email: string) => {
    const { rows } = await query('select vendor_id from source_record order by vendor_id limit $1', [count])
    story.simulator.mutate({ set: rows.map(({ vendor_id }) => ({ id: vendor_id, patch: { email } })) })
  }

  it('hold no run again, but others do, or the same records with another problem', async () => {
    const { id } = await launch(story)
    await spoil(6, 'no address')
    const held = await story.run(id, 'apply')
    expect([held.state, held.brakes.map(({ brake }) => brake)]).toEqual(['held', ['failures']])
    await release(held.id, held.digest)
    expect((await story.perform(held.id)).state).toBe('succeeded_with_failures')
    for (const _night of [1, 2])
      expect(await story.run(id, 'apply')).toMatchObject({
        state: 'succeeded_with_failures',
        ledger: { failed: 6 },
        brakes: [],
      })
    await spoil(9, 'no address')
    expect(await story.run(id, 'apply')).toMatchObject({ state: 'succeeded_with_failures', brakes: [] })
    await spoil(9, 'another one')
    expect(await story.run(id, 'apply')).toMatchObject({ state: 'held', brakes: [{ count: 9 }] })
  })
})

describe('a plan that somebody asked for', () => {
  it('tells its brakes as warnings, and is applied by the press on it', async () => {
    const { id } = await launch(story)
    const before = Number(await activeAccounts())
    story.simulator.mutate({ deactivate: 20 })
    const plan = await story.run(id, 'plan')
    expect(plan).toMatchObject({ state: 'previewed', fault: null })
    expect(plan.brakes.map(({ brake }) => brake)).toEqual(['deactivations', 'day'])
    const clerk = story.world.as('runs:read', 'runs:write')
    expect((await clerk.post<Refusal>(`/api/runs/${plan.id}/apply`, { digest: plan.digest })).body.code).toBe(
      'not.allowed',
    )
    const run = await story.release(plan.id)
    expect(run).toMatchObject({ state: 'succeeded', releasedBy: 'test owner' })
    expect(await activeAccounts()).toBe(before - 20)
  })
})

const openNotices = async () => {
  const { body } = await story.world.get<{ items: { reason: string }[] }>('/api/notices?open=true')
  return body.items.map(({ reason }) => reason)
}

describe('a held run', () => {
  const hold = async () => {
    const integration = await launch(story)
    story.simulator.mutate({ deactivate: 20 })
    return { integration, run: await story.run(integration.id, 'apply') }
  }

  it('is released only by exactly what its plan says', async () => {
    const { run } = await hold()
    const refused = await release(run.id, '0'.repeat(64))
    expect([refused.status, refused.body.code]).toEqual([409, 'run.stale'])
    expect((await post<Refusal>(`/api/runs/${run.id}/apply`, { digest: run.digest })).body.code).toBe(
      'run.state',
    )
    const before = Number(await activeAccounts())
    expect((await release(run.id, run.digest)).status).toBe(202)
    expect(await story.perform(run.id)).toMatchObject({
      state: 'succeeded',
      fault: null,
      releasedBy: 'test owner',
    })
    expect(await activeAccounts()).toBe(before - 20)
    expect((await release(run.id, run.digest)).body.code).toBe('run.state')
  })

  it('is held anew when the directory moved and it would do something else', async () => {
    const { run } = await hold()
    story.simulator.reset()
    await query(
      `update person set first_name = 'Meanwhile'; update saas_user set active = false where active`,
    )
    await query('update directory_state set revision = revision + 1')
    await release(run.id, run.digest)
    const again = await story.perform(run.id)
    expect(again).toMatchObject({ state: 'held', fault: { code: 'run.stale' }, releasedBy: null })
    expect(again.digest).not.toBe(run.digest)
    expect((await release(run.id, run.digest)).body.code).toBe('run.stale')
    expect((await release(run.id, again.digest)).status).toBe(202)
    expect((await story.perform(run.id)).state).toBe('succeeded')
  })

  it('is rejected for good', async () => {
    const { run } = await hold()
    const before = await activeAccounts()
    expect(await openNotices()).toEqual(['held:day,deactivations'])
    const other = await post<Refusal>(`/api/runs/${run.id}/reject`, { digest: '0'.repeat(64) })
    expect([other.status, other.body.code]).toEqual([409, 'run.stale'])
    const word = { digest: run.digest, reason: ' Half of Sales is missing ' }
    expect((await post<Run>(`/api/runs/${run.id}/reject`, word)).body).toMatchObject({
      state: 'rejected',
      rejectedBy: 'test owner',
      rejectedBecause: 'Half of Sales is missing',
    })
    const { body } = await story.world.get<{ items: { act: string; changes: object }[] }>(
      '/api/activity?act=run.rejected',
    )
    expect(body.items[0]?.changes).toContainEqual(
      expect.objectContaining({ field: 'reason', after: null, hidden: true }),
    )
    expect(await openNotices()).toEqual([])
    expect((await release(run.id, run.digest)).body.code).toBe('run.state')
    expect((await post<Refusal>(`/api/runs/${run.id}/reject`, { digest: run.digest })).body.code).toBe(
      'run.state',
    )
    expect(await activeAccounts()).toBe(before)
  })

  it('is superseded by the next run, whose own brakes count: approving one plan approves no other', async () => {
    const { integration, run } = await hold()
    story.simulator.mutate({ deactivate: 1 })
    const next = await story.run(integration.id, 'apply')
    expect([(await runOf(run.id)).state, next.state]).toEqual(['superseded', 'held'])
    expect((await release(run.id, run.digest)).body.code).toBe('run.state')
    expect((await release(next.id, run.digest)).body.code).toBe('run.stale')
  })

  it('expires after seven days, by the clock of the database', async () => {
    const { run } = await hold()
    const waited = (days: string) =>
      query(`update run set finished_at = now() - $2::interval where id = $1`, [bareId('run', run.id), days])
    const look = async () => {
      const worker = await openWorker(story.world.ctx)
      await new Promise((resolve) => setTimeout(resolve, 300))
      await worker.close()
      return (await runOf(run.id)).state
    }
    await waited('6 days 23 hours')
    expect(await look()).toBe('held')
    await waited('7 days 1 minute')
    expect(await look()).toBe('expired')
  })
})

describe('limits of an integration', () => {
  const patch = (id: string, limits: object) =>
    story.world.patch<Integration & Refusal>(`/api/integrations/${id}`, { limits })

  it('are told as they stand, and hold for the next run', async () => {
    const { id, limits } = await launch(story)
    expect(limits.deactivations).toEqual({ percent: 10, min: 5 })
    const { body } = await patch(id, { deactivations: { percent: 50 }, day: { percent: 50 } })
    expect(body.limits).toMatchObject({
      deactivations: { percent: 50, min: 5 },
      keys: { percent: 10, min: 5 },
    })
    story.simulator.mutate({ deactivate: 20 })
    expect((await story.run(id, 'apply')).state).toBe('succeeded')
    expect((await patch(id, {})).body.limits.deactivations).toEqual({ percent: 10, min: 5 })
  })

  it('are made wider than usual only by who may approve runs; narrower, and back again, by who may edit', async () => {
    const { id } = await launch(story)
    const clerk = story.world.as('integrations:write', 'integrations:read')
    const set = (limits: object) => clerk.patch<Integration & Refusal>(`/api/integrations/${id}`, { limits })
    const refused = await set({ deactivations: { percent: 11 } })
    expect([refused.status, refused.body.code]).toEqual([403, 'not.allowed'])
    expect(refused.body.detail).toContain('deactivations')
    expect((await set({ keys: { min: 6 } })).status).toBe(403)
    expect((await set({ deactivations: { percent: 5 } })).status).toBe(200)
    await patch(id, { deactivations: { percent: 30 } })
    expect((await set({ deactivations: { percent: 20 } })).body.limits.deactivations.percent).toBe(20)
    expect((await set({ deactivations: { percent: 30 } })).status).toBe(403)
    expect((await set({})).status).toBe(200)
  })

  it.each([
    { deactivations: { percent: 0 } },
    { deactivations: { percent: 51 } },
    { keys: { min: 0 } },
    { keys: { min: 101 } },
    { 'empty-list': { percent: 100 } },
    { privileged: { percent: 100 } },
  ])('cannot be %j', async (limits) => {
    const { id } = await launch(story)
    expect((await patch(id, limits)).status).toBe(422)
  })
})

describe('an integration whose next run stops at its plan', () => {
  it('waits for a person, and goes on by itself once that plan was applied', async () => {
    const { id } = await launch(story)
    await query(`update integration set plan_only = 'A run was undone.'`)
    story.simulator.mutate({ rename: 2 })
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({
      state: 'previewed',
      fault: { code: 'run.unseen', message: expect.stringContaining('A run was undone.') },
    })
    expect((await story.release(run.id)).state).toBe('succeeded')
    story.simulator.mutate({ rename: 2 })
    expect((await story.run(id, 'apply')).state).toBe('succeeded')
  })
})

describe('somebody whose role may write', () => {
  it('is changed only by a plan that a person looked at', async () => {
    const { id } = await launch(story)
    const { rows } = await query(
      `update person set role = 'editor' where id = (select object_id from source_record order by vendor_id limit 1) returning id`,
    )
    const { rows: known } = await query('select vendor_id from source_record where object_id = $1', [
      rows[0]?.id,
    ])
    const vendorId = known[0]?.vendor_id
    story.simulator.mutate({ set: [{ id: vendorId, patch: { firstName: 'Mallory' } }], rename: 1 })
    const firstName = async () =>
      (await query('select first_name from person where id = $1', [rows[0]?.id])).rows[0]?.first_name
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({ state: 'succeeded', ledger: { held: 1 }, brakes: [{ brake: 'privileged' }] })
    expect(await firstName()).not.toBe('Mallory')
    const plan = await story.run(id, 'plan')
    expect(plan).toMatchObject({
      ledger: { held: 0, updated: 1 },
      brakes: [{ brake: 'privileged', count: 1 }],
    })
    await story.release(plan.id)
    expect(await firstName()).toBe('Mallory')
  })

  it('keeps the account when the vendor no longer lists it, until a person looked at that', async () => {
    const { id } = await launch(story)
    const { rows } = await query(
      `update person set role = 'editor' where id = (select object_id from source_record order by vendor_id limit 1) returning id`,
    )
    const { rows: known } = await query('select vendor_id from source_record where object_id = $1', [
      rows[0]?.id,
    ])
    const gone = async () =>
      (await query('select vendor_id from saas_user where gone_at is not null')).rows.map(
        (row) => row.vendor_id,
      )
    story.simulator.mutate({ remove: [known[0]?.vendor_id] })
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({ state: 'succeeded', gone: 0, brakes: [{ brake: 'privileged', count: 1 }] })
    expect(await gone()).toEqual([])
    const plan = await story.run(id, 'plan')
    expect(plan).toMatchObject({ gone: 1, brakes: [{ brake: 'privileged', count: 1 }] })
    await story.release(plan.id)
    expect(await gone()).toEqual([known[0]?.vendor_id])
  })
})
