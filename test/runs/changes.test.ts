import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import type { Json, JsonObject } from '../../src/lib/value.ts'
import { directoryLines, type Line } from './directory.ts'
import { addIntegration, type Integration, launch, newStory, type Outcome, type Story } from './story.ts'
import { user } from './users.ts'

const [one, two, three] = [user(1), user(2), user(3)]

let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users: [one, two, three] } })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const byId = async (id: string): Promise<Line | undefined> =>
  (await directoryLines(story.world)).find(({ vendorId }) => vendorId === id)

const told = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ kind, vendorId, changes }) => [
    kind,
    vendorId.slice(-1),
    changes.map(({ label, before, after }) => `${label}: ${before} → ${after}`),
  ])

describe('what changes at the vendor changes here, and nothing else', () => {
  const change = async (integration: Integration) => {
    const run = await story.run(integration.id, 'apply')
    return { run, outcomes: await story.outcomes(run.id) }
  }

  it('a rename is one field', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ set: [{ id: one._id, patch: { lastName: 'New' } }] })
    const { run, outcomes } = await change(integration)
    expect(run).toMatchObject({ state: 'succeeded', ledger: { read: 3, updated: 1, unchanged: 2 } })
    expect(told(outcomes)).toEqual([['updated', '1', ['Last name: Last1 → New']]])
    expect((await byId(one._id))?.lastName).toBe('New')
  })

  it('a new role and a deactivation are the account’s, not the person’s', async () => {
    const integration = await launch(story)
    story.simulator.mutate({
      set: [{ id: two._id, patch: { roles: ['000000020000000000000000'], inactive: true } }],
    })
    const { outcomes } = await change(integration)
    expect(told(outcomes)).toEqual([['updated', '2', []]])
    expect(outcomes[0]?.account?.changes.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['Role', 'CSM', 'Manager'],
      ['Active', true, false],
    ])
    expect(await byId(two._id)).toMatchObject({ role: 'Manager', active: false, lastName: 'Last2' })
  })

  it('whoever lacks a key is skipped by name in every run, also where nothing changed', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ add: [user(4, { email: '' })] })
    await change(integration)
    for (const _ of ['again', 'and again']) {
      const { run, outcomes } = await change(integration)
      expect(run.ledger).toMatchObject({ read: 4, skipped: 1, unchanged: 3 })
      expect(outcomes.map(({ kind, reason, vendorId }) => [kind, reason, vendorId])).toEqual([
        ['skipped', 'no_key', user(4)._id],
      ])
      const { rows } = await story.world.ctx.db.pool.query('select from staged where run_id = $1', [
        bareId('run', run.id),
      ])
      expect(rows, 'nothing is staged again only to be told').toEqual([])
    }
  })

  it('an addition is created, beside those who are known', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ add: [user(4)] })
    const { run, outcomes } = await change(integration)
    expect(run.ledger).toMatchObject({ created: 1, unchanged: 3 })
    expect(outcomes[0]?.label).toBe('user.4@example.com')
  })

  it('a value that is emptied is emptied, one that is not sent stays', async () => {
    const integration = await launch(story)
    // The simulator does not send what is undefined.
    const patch: Readonly<Record<string, Json | undefined>> = { lastName: '', firstName: undefined }
    story.simulator.mutate({ set: [{ id: one._id, patch: patch as JsonObject }] })
    await change(integration)
    expect(await byId(one._id)).toMatchObject({ firstName: 'First1', lastName: null })
  })

  it('two people swap their e-mails in one run', async () => {
    const integration = await launch(story)
    story.simulator.mutate({ swapEmails: [one._id, two._id] })
    const { run } = await change(integration)
    expect(run).toMatchObject({ state: 'succeeded', ledger: { updated: 2, unchanged: 1 } })
    expect((await byId(one._id))?.email).toBe('user.2@example.com')
    expect((await byId(two._id))?.email).toBe('user.1@example.com')
  })
})

describe('what an integration may do', () => {
  it('Create only leaves those alone who are there', async () => {
    const first = await launch(story)
    await story.release((await story.propose(first.id, { preference: 'create' })).id)
    story.simulator.mutate({ add: [user(4)], set: [{ id: one._id, patch: { lastName: 'New' } }] })
    const run = await story.run(first.id, 'apply')
    expect(run.ledger).toMatchObject({ created: 1, updated: 0 })
    expect(await byId(one._id)).toMatchObject({ lastName: 'Last1' })
    expect((await story.outcomes(run.id, 'skipped')).map(({ reason }) => reason)).toContain('exists')
  })

  it('Update only creates nobody, but keeps the account of nobody', async () => {
    const first = await launch(story)
    await story.release((await story.propose(first.id, { preference: 'update' })).id)
    story.simulator.mutate({ add: [user(4)], set: [{ id: one._id, patch: { lastName: 'New' } }] })
    const run = await story.run(first.id, 'apply')
    expect(run.ledger).toMatchObject({ created: 0, updated: 1, skipped: 1 })
    expect(
      (await story.outcomes(run.id, 'skipped')).map(({ vendorId, reason }) => [vendorId, reason]),
    ).toEqual([[user(4)._id, 'no_match']])
    expect(await byId(user(4)._id)).toMatchObject({ username: null, active: true })
    expect(await byId(one._id)).toMatchObject({ lastName: 'New' })
  })

  it('User only makes people and no accounts', async () => {
    await launch(story, { selection: 'user' })
    const lines = await directoryLines(story.world)
    expect(lines.map(({ vendorId, username }) => [vendorId, username?.slice(0, 6)])).toEqual([
      [null, 'user.1'],
      [null, 'user.2'],
      [null, 'user.3'],
    ])
  })

  it('two integrations find the same people by their sync key', async () => {
    await launch(story, { name: 'First' })
    await launch(story, { name: 'Second', instance: 'EU' })
    const { rows } = await story.world.ctx.db.pool.query(
      'select count(*) as people, (select count(*) from saas_user) as accounts from person',
    )
    expect(rows).toEqual([{ people: 3, accounts: 6 }])
  })
})

describe('conditions decide who takes part', () => {
  const active = { field: 'isInactive', operator: 'equals', value: false } as const

  it('who is left out is skipped, and taken when he fits', async () => {
    story.simulator.mutate({ set: [{ id: two._id, patch: { inactive: true } }] })
    const { id } = await launch(story, { conditions: active })
    expect((await directoryLines(story.world)).map(({ vendorId }) => vendorId)).toEqual([one._id, three._id])
    story.simulator.mutate({ set: [{ id: two._id, patch: { inactive: false } }] })
    expect((await story.run(id, 'apply')).ledger).toMatchObject({ created: 1, unchanged: 2, skipped: 0 })
  })

  it('who falls out of them later is left as he was, and his account only as active as the vendor says', async () => {
    const { id } = await launch(story, { conditions: active })
    story.simulator.mutate({ set: [{ id: two._id, patch: { inactive: true, lastName: 'Gone' } }] })
    const run = await story.run(id, 'apply')
    expect(run.ledger).toMatchObject({ unchanged: 2, skipped: 1, updated: 0 })
    expect(await byId(two._id)).toMatchObject({ lastName: 'Last2', active: false })
  })

  it('a condition on time takes people in as time goes by, though the vendor sends the same', async () => {
    const { world, simulator } = story
    const soon = new Date(world.ctx.clock.now() - 29.5 * 86_400_000).toISOString()
    simulator.mutate({ set: [{ id: three._id, patch: { createDate: soon } }] })
    const older = { field: 'creationDate', operator: 'before-days', value: 30 } as const
    const { id } = await launch(story, { conditions: older })
    expect((await directoryLines(world)).map(({ vendorId }) => vendorId)).toEqual([one._id, two._id])
    expect((await story.run(id, 'apply')).ledger).toMatchObject({ created: 0, skipped: 1 })
    world.pass(86_400_000)
    expect((await story.run(id, 'apply')).ledger).toMatchObject({ created: 1, skipped: 0, unchanged: 2 })
  })
})

it('an integration that was never launched needs a look at its plan first', async () => {
  const draft = await addIntegration(story)
  expect((await story.world.post(`/api/integrations/${draft.id}/runs`, { mode: 'apply' })).status).toBe(409)
})
