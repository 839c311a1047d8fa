import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canonicalDigest } from '../canonical-digest.ts'
import type { Refusal } from '../world.ts'
import { type Integration, launch, newStory, type Run, type Story } from './story.ts'
import { user } from './users.ts'

const [one, two, three] = [user(1), user(2), user(3)]

let story: Story
beforeAll(async () => {
  story = await newStory({ simulated: { users: [one, two, three] } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const digest = () => canonicalDigest(story.world.ctx.db.pool)
const integrationOf = async (id: string) =>
  (await story.world.get<Integration>(`/api/integrations/${id}`)).body

/** Asks for the undo of a run, and has it planned. */
async function planUndo(runId: string): Promise<Run> {
  const { status, body } = await story.world.post<Run>(`/api/runs/${runId}/undo`)
  expect(status).toBe(202)
  return story.perform(body.id)
}

const undo = async (runId: string): Promise<Run> => story.release((await planUndo(runId)).id)

const refusal = async (runId: string) => (await story.world.post<Refusal>(`/api/runs/${runId}/undo`)).body

/** A rename, a deactivation and a new user, loaded. */
async function change({ id }: Integration): Promise<Run> {
  story.simulator.mutate({
    set: [
      { id: one._id, patch: { lastName: 'New' } },
      { id: two._id, patch: { inactive: true } },
    ],
    add: [user(4)],
  })
  return story.run(id, 'apply')
}

describe('the undo of a run', () => {
  it('is a plan first, says what goes back, and asks no vendor', async () => {
    const integration = await launch(story)
    const run = await change(integration)
    const asked = story.simulator.requests().length
    const plan = await planUndo(run.id)
    expect(plan).toMatchObject({
      state: 'previewed',
      kind: 'undo',
      undoes: run.id,
      ledger: { read: 3, updated: 3, failed: 0 },
      archived: 1,
    })
    expect(story.simulator.requests()).toHaveLength(asked)
    expect(
      (await story.outcomes(plan.id)).map(({ kind, changes, account }) => [
        kind,
        ...[...changes, ...(account?.changes ?? [])].map((c) => `${c.label}: ${c.before} → ${c.after}`),
      ]),
    ).toEqual([
      ['updated', 'Last name: New → Last1'],
      ['updated', 'Active: false → true'],
      ['archived', 'Gone: null → true'],
    ])
  })

  it('gives back what was before; its own undo gives back what was after', async () => {
    const integration = await launch(story)
    const before = await digest()
    const run = await change(integration)
    const after = await digest()
    expect(after).not.toBe(before)
    const undone = await undo(run.id)
    expect(undone).toMatchObject({ state: 'succeeded', ledger: { read: 3, updated: 3 } })
    expect(await digest()).toBe(before)
    const redone = await undo(undone.id)
    expect(redone).toMatchObject({ state: 'succeeded', restored: 1 })
    expect(await digest()).toBe(after)
  })

  it('of a first load archives everybody, and its undo brings them back', async () => {
    const integration = await launch(story)
    const loaded = await digest()
    const { body } = await story.world.get<{ items: Run[] }>(`/api/runs?integrationId=${integration.id}`)
    const undone = await undo(body.items[0]?.id ?? '')
    expect(undone).toMatchObject({ state: 'succeeded', archived: 3 })
    const { body: people } = await story.world.get<{ items: unknown[] }>('/api/people')
    expect(people.items).toEqual([])
    await undo(undone.id)
    expect(await digest()).toBe(loaded)
    const { body: back } = await story.world.get<{ items: { id: string }[] }>('/api/people')
    const { body: history } = await story.world.get<{ items: { object: string; kind: string }[] }>(
      `/api/people/${back.items[0]?.id}/changes`,
    )
    const told = history.items.filter(({ object }) => object === 'person').map(({ kind }) => kind)
    expect(told.toSorted()).toEqual(['archived', 'created', 'restored'])
  })

  it('of a first load is no dead end: loaded again, everybody comes back, once a person has looked', async () => {
    const integration = await launch(story)
    const { body } = await story.world.get<{ items: Run[] }>(`/api/runs?integrationId=${integration.id}`)
    await undo(body.items[0]?.id ?? '')
    const plan = await story.run(integration.id, 'plan')
    expect(plan).toMatchObject({ state: 'previewed', ledger: { read: 3, updated: 3, skipped: 0 } })
    expect(await story.outcomes(plan.id)).toMatchObject(
      [1, 2, 3].map(() => ({ kind: 'updated', reason: 'comes_back' })),
    )
    const again = await story.release(plan.id)
    const count = async () => (await story.world.get<{ count: number }>('/api/people/count')).body.count
    expect([again.state, await count()]).toEqual(['succeeded', 3])
    expect(await story.run(integration.id, 'apply')).toMatchObject({ ledger: { unchanged: 3 } })
    await undo(again.id)
    expect(await count()).toBe(0)
  })

  it('leaves archived whom somebody archived by hand', async () => {
    const integration = await launch(story)
    const { body } = await story.world.get<{ items: { id: string }[] }>('/api/people')
    await story.world.post(`/api/people/${body.items[0]?.id}/archive`)
    story.simulator.mutate({ set: [{ id: one._id, patch: { lastName: 'New' } }] })
    const plan = await story.run(integration.id, 'plan')
    expect(plan.ledger).toMatchObject({ skipped: 1, unchanged: 2 })
  })

  it('pauses the integration, and the next run shows what it would do again, and waits', async () => {
    const integration = await launch(story)
    const run = await change(integration)
    await undo(run.id)
    expect(await integrationOf(integration.id)).toMatchObject({ state: 'paused' })
    const next = await story.run(integration.id, 'apply')
    expect(next).toMatchObject({
      state: 'previewed',
      fault: { code: 'run.unseen', message: expect.stringContaining(`Run ${run.id} was undone`) },
      ledger: { read: 4, updated: 2, skipped: 1, unchanged: 1 },
    })
    expect(await story.release(next.id)).toMatchObject({ state: 'succeeded' })
    const resumed = await story.world.post<Integration>(`/api/integrations/${integration.id}/resume`)
    expect(resumed.body.state).toBe('active')
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'succeeded' })
  })

  it('gives back who was gone and deactivated; its undo takes them again, and the next run waits', async () => {
    const integration = await launch(story, { absent: 'deactivate' })
    const before = await digest()
    story.simulator.mutate({ remove: [two._id] })
    const run = await story.run(integration.id, 'apply')
    expect(run).toMatchObject({ state: 'succeeded', gone: 1 })
    const after = await digest()
    const undone = await undo(run.id)
    expect((await story.outcomes(undone.id))[0]?.account?.changes).toEqual([
      { field: 'active', label: 'Active', before: false, after: true },
      { field: 'gone', label: 'Gone', before: true, after: null },
    ])
    expect(await digest()).toBe(before)
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'previewed', gone: 1 })
    await undo(undone.id)
    expect(await digest()).toBe(after)
  })

  it('goes once, and only of what was applied', async () => {
    const integration = await launch(story)
    const plan = await story.run(integration.id, 'plan')
    expect(await refusal(plan.id)).toMatchObject({
      code: 'run.state',
      detail: expect.stringContaining('waits to be looked at'),
    })
    const nothing = await story.run(integration.id, 'apply')
    expect(await refusal(nothing.id)).toMatchObject({ detail: expect.stringContaining('changed nothing') })
    const run = await change(integration)
    const undone = await undo(run.id)
    expect(await refusal(run.id)).toMatchObject({
      code: 'run.state',
      detail: expect.stringContaining(undone.id),
    })
    expect((await story.world.get<Run>(`/api/runs/${run.id}`)).body.undoneBy).toBe(undone.id)
  })

  it('is only possible as long as what was before is kept', async () => {
    const integration = await launch(story)
    const run = await change(integration)
    await story.world.ctx.db.pool.query(`update run set finished_at = finished_at - interval '31 days'`)
    expect(await refusal(run.id)).toMatchObject({
      code: 'run.state',
      detail: expect.stringContaining('30 days'),
    })
  })

  it('of an older run leaves alone what was changed since, and names it', async () => {
    const integration = await launch(story)
    const run = await change(integration)
    story.simulator.mutate({ set: [{ id: one._id, patch: { lastName: 'Newer' } }] })
    await story.run(integration.id, 'apply')
    const plan = await planUndo(run.id)
    expect(plan.ledger).toMatchObject({ read: 3, updated: 2, skipped: 1 })
    expect(await story.outcomes(plan.id, 'skipped')).toMatchObject([
      {
        reason: 'changed_since',
        problems: [{ field: 'Last name', message: 'was changed since, and stays so' }],
      },
    ])
  })

  it('waits anew when the directory moved after its plan was seen', async () => {
    const integration = await launch(story)
    const run = await change(integration)
    const plan = await planUndo(run.id)
    await story.world.ctx.db.pool.query(`update person set last_name = 'Other' where last_name = 'New'`)
    await story.world.ctx.db.pool.query('update directory_state set revision = revision + 1')
    const again = await story.release(plan.id)
    expect(again).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' }, ledger: { skipped: 1 } })
    expect(await story.release(plan.id)).toMatchObject({ state: 'succeeded' })
  })

  it('needs no credential', async () => {
    const integration = await launch(story)
    const run = await change(integration)
    await story.world.patch(`/api/integrations/${integration.id}`, { credentialId: null })
    expect(await undo(run.id)).toMatchObject({ state: 'succeeded' })
  })
})
