import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bareId } from '../../src/lib/ids.ts'
import type { Refusal } from '../world.ts'
import { directoryLines } from './directory.ts'
import {
  addCredential,
  addIntegration,
  type Integration,
  launch,
  mapped,
  newStory,
  type Outcome,
  type Story,
  upper,
} from './story.ts'

const user = (number: number, more: object = {}) => ({
  _id: `64a00000000000000000000${number}`,
  email: `user.${number}@example.com`,
  firstName: `First${number}`,
  lastName: `Last${number}`,
  nickName: `Nick${number}`,
  inactive: number > 2,
  roles: ['000000010000000000000000'],
  createDate: '2024-01-01T00:00:00.000Z',
  ...more,
})
const users = [user(1), user(2), user(3), user(4)]

let story: Story

beforeAll(async () => {
  story = await newStory({ simulated: { users }, pageSize: 3 })
})
afterAll(() => story.close())
beforeEach(() => story.restart())

const patch = <T>(id: string, change: object) => story.world.patch<T>(`/api/integrations/${id}`, change)
const integrationOf = async (id: string) =>
  (await story.world.get<Integration>(`/api/integrations/${id}`)).body
const calls = () => story.simulator.requests().length
const stateOf = async (runId: string) =>
  (await story.world.get<{ state: string }>(`/api/runs/${runId}`)).body.state

const activeOnly = { field: 'isInactive', operator: 'equals', value: false } as const

const told = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ kind, vendorId, reason, changes }) => [
    kind,
    vendorId.slice(-1),
    reason ?? changes.map(({ label, before, after }) => `${label}: ${before} → ${after}`),
  ])

const lastNames = async () => (await directoryLines(story.world)).map(({ lastName }) => lastName)

describe('a changed mapping', () => {
  it('shows exactly what it changes, without a call to the vendor, and changes nothing before it is applied', async () => {
    const integration = await launch(story)
    const before = calls()
    const change = { mapping: upper(integration) }
    const { status, body } = await patch<Integration>(integration.id, change)
    expect([status, body.mapping, body.revision]).toEqual([200, integration.mapping, integration.revision])
    expect(body.proposal).toMatchObject({ changes: ['mapping'], by: 'test owner' })
    const plan = await story.perform(body.proposal?.runId ?? '')
    expect(plan).toMatchObject({ kind: 'replay', state: 'previewed', ledger: { read: 4, updated: 4 } })
    expect(told(await story.outcomes(plan.id))[1]).toEqual(['updated', '2', ['Last name: Last2 → LAST2']])
    expect(calls() - before).toBe(0)
    expect(await lastNames()).toEqual(['Last1', 'Last2', 'Last3', 'Last4'])
  })

  it('takes effect with its plan, and the next run finds everybody unchanged', async () => {
    const integration = await launch(story)
    const mapping = upper(integration)
    const plan = await story.propose(integration.id, { mapping })
    expect((await story.release(plan.id)).state).toBe('succeeded')
    expect(await lastNames()).toEqual(['LAST1', 'LAST2', 'LAST3', 'LAST4'])
    const now = await integrationOf(integration.id)
    expect(now).toMatchObject({ mapping, proposal: null, revision: integration.revision + 1 })
    const next = await story.run(integration.id, 'apply')
    expect(next).toMatchObject({ state: 'succeeded', ledger: { read: 4, unchanged: 4 } })
  })

  it('of a fixed role changes everybody’s role', async () => {
    const integration = await launch(story)
    const mapping = mapped(integration, { target: 'role', source: { kind: 'constant', value: 'Viewer' } })
    const plan = await story.propose(integration.id, { mapping })
    expect(told(await story.outcomes(plan.id))[0]).toEqual(['updated', '1', ['Role: Employee → Viewer']])
    await story.release(plan.id)
    const { rows } = await story.world.ctx.db.pool.query('select distinct role from person')
    expect(rows).toEqual([{ role: 'viewer' }])
  })

  it('that is bad is refused with its problems, and no proposal is made', async () => {
    const integration = await launch(story)
    const refused = await patch<Refusal>(integration.id, {
      mapping: mapped(integration, { target: 'title', source: { kind: 'field', field: 'nothing' } }),
    })
    expect([refused.status, refused.body.problems?.[0]?.field]).toEqual([422, 'mapping.entries[6]'])
    const entries = integration.mapping.entries.filter(({ target }) => target !== 'role')
    const incomplete = await patch<Refusal>(integration.id, { mapping: { ...integration.mapping, entries } })
    expect([incomplete.status, incomplete.body.problems?.[0]?.field]).toEqual([422, 'role'])
    expect((await integrationOf(integration.id)).proposal).toBeNull()
  })

  it('that reads what the vendor was not asked for yet has the next run looked at', async () => {
    const integration = await launch(story)
    const custom = { kind: 'custom', expression: 'shoeSize | text' } as const
    const mapping = mapped(integration, { target: 'title', source: custom })
    story.simulator.mutate({ set: [{ id: user(1)._id, patch: { shoeSize: 43 } }] })
    const plan = await story.propose(integration.id, { mapping })
    await story.release(plan.id)
    const run = await story.run(integration.id, 'apply')
    expect(run).toMatchObject({ state: 'previewed', fault: { code: 'run.unseen' }, ledger: { updated: 1 } })
    expect(run.fault?.message).toContain('shoeSize')
    expect((await story.release(run.id)).state).toBe('succeeded')
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'succeeded' })
  })
})

describe('a changed condition', () => {
  it('that leaves out half of the people says whom, and they stay as they are', async () => {
    const { id } = await launch(story)
    const before = await directoryLines(story.world)
    const plan = await story.propose(id, { conditions: activeOnly })
    expect(plan.ledger).toMatchObject({ read: 4, skipped: 2, unchanged: 2 })
    expect(told(await story.outcomes(plan.id))).toEqual([
      ['skipped', '3', 'conditions'],
      ['skipped', '4', 'conditions'],
    ])
    expect((await story.release(plan.id)).state).toBe('succeeded')
    expect(await directoryLines(story.world)).toEqual(before)
    expect((await story.run(id, 'apply')).ledger).toMatchObject({ skipped: 2, unchanged: 2 })
  })

  it('that takes in whom nobody stored names them, and has the next run looked at', async () => {
    const { id } = await launch(story, { conditions: activeOnly })
    const plan = await story.propose(id, { conditions: null })
    expect(told(await story.outcomes(plan.id))).toEqual([
      ['skipped', '3', 'not_stored'],
      ['skipped', '4', 'not_stored'],
    ])
    await story.release(plan.id)
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({ state: 'previewed', fault: { code: 'run.unseen' }, ledger: { created: 2 } })
    expect(await directoryLines(story.world)).toHaveLength(2)
    expect((await story.release(run.id)).state).toBe('succeeded')
    expect(await directoryLines(story.world)).toHaveLength(4)
  })
})

describe('who was left out by the conditions', () => {
  const outOfScope = async () =>
    (
      await story.world.ctx.db.pool.query(
        'select right(vendor_id, 1) as id from source_record where out_of_scope_at is not null order by 1',
      )
    ).rows.map(({ id }) => id)

  it('is back in scope as soon as a change that takes them in is applied', async () => {
    const { id } = await launch(story)
    await story.release((await story.propose(id, { conditions: activeOnly })).id)
    expect(await outOfScope()).toEqual(['3', '4'])
    await story.release((await story.propose(id, { conditions: null })).id)
    expect(await outOfScope()).toEqual([])
  })

  it('stays so, and untouched, when something else is changed', async () => {
    const integration = await launch(story, { conditions: activeOnly })
    story.simulator.mutate({ deactivate: [user(2)._id] })
    await story.run(integration.id, 'apply')
    const plan = await story.propose(integration.id, { mapping: upper(integration) })
    expect(told(await story.outcomes(plan.id))[1]).toEqual(['skipped', '2', 'conditions'])
    await story.release(plan.id)
    expect([await lastNames(), await outOfScope()]).toEqual([['LAST1', 'Last2'], ['2']])
  })
})

describe('another credential', () => {
  it('changes nothing by itself, and has the next run looked at, because it may open another account', async () => {
    const { id } = await launch(story)
    const other = await addCredential(story, { name: 'Other' })
    const plan = await story.propose(id, { credentialId: other.id })
    expect(plan).toMatchObject({ state: 'previewed', ledger: { read: 4, unchanged: 4 } })
    await story.release(plan.id)
    expect((await integrationOf(id)).credentialId).toBe(other.id)
    const run = await story.run(id, 'apply')
    expect(run).toMatchObject({ state: 'previewed', fault: { code: 'run.unseen' } })
  })

  it('is not opened by a replay', async () => {
    const integration = await launch(story)
    await story.world.ctx.db.pool.query("update credential set sealed = 'broken'")
    const plan = await story.propose(integration.id, { mapping: upper(integration) })
    expect((await story.release(plan.id)).state).toBe('succeeded')
  })
})

describe('a proposal', () => {
  it('that nobody wants is no more once its run is cancelled', async () => {
    const integration = await launch(story)
    const { body } = await patch<Integration>(integration.id, { mapping: upper(integration) })
    await story.world.post(`/api/runs/${body.proposal?.runId}/cancel`)
    const now = await integrationOf(integration.id)
    expect(now).toMatchObject({ proposal: null, mapping: integration.mapping })
    expect((await story.run(integration.id, 'apply')).ledger).toMatchObject({ unchanged: 4 })
  })

  it('grows by another edit, whose plan supersedes the one before', async () => {
    const integration = await launch(story)
    const first = await story.propose(integration.id, { mapping: upper(integration) })
    const second = await story.propose(integration.id, { conditions: activeOnly })
    expect(await stateOf(first.id)).toBe('superseded')
    expect(
      (await story.world.post<Refusal>(`/api/runs/${first.id}/apply`, { digest: first.digest })).status,
    ).toBe(409)
    expect((await integrationOf(integration.id)).proposal?.changes).toEqual(['mapping', 'conditions'])
    expect(second.ledger).toMatchObject({ updated: 2, skipped: 2 })
    await story.release(second.id)
    expect(await lastNames()).toEqual(['LAST1', 'LAST2', 'Last3', 'Last4'])
  })

  it('is taken back by an edit back to what there is', async () => {
    const integration = await launch(story)
    const first = await story.propose(integration.id, { mapping: upper(integration) })
    const { body } = await patch<Integration>(integration.id, { mapping: integration.mapping })
    expect([body.proposal, await stateOf(first.id)]).toEqual([null, 'superseded'])
  })

  it('supersedes one that is being read, which writes nothing any more', async () => {
    const integration = await launch(story)
    const { body } = await patch<Integration>(integration.id, { mapping: upper(integration) })
    const first = body.proposal?.runId ?? ''
    await story.world.ctx.db.pool.query(`update run set state = 'reading', fence = 1 where id = $1`, [
      bareId('run', first),
    ])
    const second = await story.propose(integration.id, { conditions: activeOnly })
    expect([await stateOf(first), second.state]).toEqual(['superseded', 'previewed'])
  })

  it('waits while a run goes on with the configuration of before, and is planned again when that moved the directory', async () => {
    const integration = await launch(story)
    const plan = await story.propose(integration.id, { mapping: upper(integration) })
    story.simulator.mutate({ set: [{ id: user(1)._id, patch: { lastName: 'Meanwhile' } }] })
    expect(await story.run(integration.id, 'apply')).toMatchObject({ state: 'succeeded' })
    expect((await lastNames())[0]).toBe('Meanwhile')
    expect(await stateOf(plan.id)).toBe('previewed')
    const again = await story.release(plan.id)
    expect(again).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' }, ledger: { updated: 4 } })
    expect((await integrationOf(integration.id)).mapping).toEqual(integration.mapping)
    expect(await story.release(plan.id)).toMatchObject({ state: 'succeeded', fault: null })
    expect((await lastNames())[0]).toBe('MEANWHILE')
    expect((await story.run(integration.id, 'apply')).ledger).toMatchObject({ unchanged: 4 })
  })

  it('is planned again when a run meanwhile stored newer words, though nothing followed from them', async () => {
    const integration = await launch(story)
    const title = mapped(integration, { target: 'title', source: { kind: 'field', field: 'type' } })
    const plan = await story.propose(integration.id, { mapping: title })
    expect(plan.ledger).toMatchObject({ unchanged: 4 })
    story.simulator.mutate({ set: [{ id: user(1)._id, patch: { type: 'Agent' } }] })
    const run = await story.run(integration.id, 'apply')
    expect(run).toMatchObject({ state: 'succeeded', ledger: { unchanged: 4 } })
    const again = await story.release(plan.id)
    expect(again).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' }, ledger: { updated: 1 } })
    await story.release(plan.id)
    expect((await story.run(integration.id, 'apply')).ledger).toMatchObject({ unchanged: 4 })
  })

  it('is planned again under the lock when something else moved the directory', async () => {
    const integration = await launch(story)
    const plan = await story.propose(integration.id, { mapping: upper(integration) })
    await story.world.ctx.db.pool.query(
      `update person set last_name = 'By hand' where email = 'user.1@example.com';
       update directory_state set revision = revision + 1`,
    )
    const again = await story.release(plan.id)
    expect(again).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' } })
    expect((await integrationOf(integration.id)).proposal?.runId).toBe(plan.id)
    expect((await story.release(plan.id)).state).toBe('succeeded')
  })

  it('is refused while a run is under way', async () => {
    const integration = await launch(story)
    await story.world.post(`/api/integrations/${integration.id}/runs`, { mode: 'apply' })
    const refused = await patch<Refusal>(integration.id, { name: 'New', mapping: upper(integration) })
    expect([refused.status, refused.body.code]).toEqual([409, 'run.active'])
    expect((await integrationOf(integration.id)).name).toBe(integration.name)
  })

  it('is not made by an edit of a draft, nor by a name', async () => {
    const draft = await addIntegration(story)
    const { body } = await patch<Integration>(draft.id, { preference: 'create' })
    expect(body).toMatchObject({ preference: 'create', proposal: null, revision: draft.revision + 1 })
    const launched = await launch(story, { name: 'Launched', instance: 'EU' })
    const { body: named } = await patch<Integration>(launched.id, { name: 'Another' })
    expect(named).toMatchObject({ name: 'Another', proposal: null, revision: launched.revision })
  })
})

it.each([
  ['not stored any more', 'delete from staged where vendor_id = $1'],
  ['emptied, because it was gone for long', `update staged set raw = '' where vendor_id = $1`],
])('a record whose words are %s is named, kept, and looked at by the next run', async (_, forget) => {
  const integration = await launch(story)
  await story.world.ctx.db.pool.query(forget, [user(2)._id])
  const plan = await story.propose(integration.id, { mapping: upper(integration) })
  expect(plan.ledger).toMatchObject({ read: 4, updated: 3, skipped: 1 })
  const [skipped] = await story.outcomes(plan.id, 'skipped')
  expect(skipped).toMatchObject({ vendorId: user(2)._id, label: 'user.2@example.com', reason: 'not_stored' })
  await story.release(plan.id)
  expect(await lastNames()).toEqual(['LAST1', 'Last2', 'LAST3', 'LAST4'])
  const run = await story.run(integration.id, 'apply')
  expect(run).toMatchObject({ state: 'previewed', ledger: { updated: 1, unchanged: 3 } })
})

it('an interrupted replay goes on where it was, and says the same', async () => {
  const integration = await launch(story)
  const plan = await story.propose(integration.id, { mapping: upper(integration) })
  // As if its process had died before the list was complete.
  await story.world.ctx.db.pool.query(
    `update run set state = 'queued', digest = null, list_complete = false where kind = 'replay'`,
  )
  expect(await story.perform(plan.id)).toMatchObject({ digest: plan.digest, ledger: plan.ledger })
})

it('who is gone is not brought back by a replay', async () => {
  const integration = await launch(story)
  story.simulator.mutate({ remove: [user(4)._id] })
  await story.run(integration.id, 'apply')
  const plan = await story.propose(integration.id, { mapping: upper(integration) })
  expect(plan.ledger).toMatchObject({ read: 3, updated: 3 })
  await story.release(plan.id)
  expect(await lastNames()).toEqual(['LAST1', 'LAST2', 'LAST3', 'Last4'])
  const { rows } = await story.world.ctx.db.pool.query(
    `select vendor_id from saas_user where gone_at is not null
      union all select vendor_id from source_record where gone_at is not null`,
  )
  expect(rows).toEqual([{ vendor_id: user(4)._id }, { vendor_id: user(4)._id }])
})

it('a replay concludes no absence', async () => {
  const integration = await launch(story)
  story.simulator.mutate({ remove: [user(4)._id] })
  const before = await directoryLines(story.world)
  const plan = await story.propose(integration.id, { conditions: activeOnly })
  await story.release(plan.id)
  expect(await directoryLines(story.world)).toEqual(before)
})
