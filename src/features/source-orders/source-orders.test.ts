import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  type Integration,
  launch,
  mapped,
  newStory,
  type Outcome,
  type Run,
  type Story,
} from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'
import type { ConfigurationApplied, ConfigurationPlan } from '../configuration-plans/schema.ts'
import type { SourceOrderAnswer } from './schema.ts'

type Order = z.output<typeof SourceOrderAnswer>
type Plan = z.output<typeof ConfigurationPlan>
type Applied = z.output<typeof ConfigurationApplied>

const user = (name: string) => ({
  _id: `64a0000000000000000000${name === 'ada' ? '01' : '02'}`,
  email: `${name}@example.com`,
  firstName: name,
  lastName: 'Last',
  nickName: name === 'ada' ? 'Countess' : 'Last',
})

let story: Story
let first: Integration
let second: Integration
beforeAll(async () => {
  story = await newStory({ simulated: { users: [user('ada'), user('bob')] } })
})
afterAll(() => story.close())
beforeEach(async () => {
  await story.restart()
  await story.world.ctx.db.pool.query(`update field set sources = '{}'`)
  first = await launch(story, { name: 'First' })
  const nickname = { target: 'last_name', source: { kind: 'field', field: 'nickname' } } as const
  second = await launch(story, { name: 'Second', selection: 'user', mapping: mapped(first, nickname) })
})

const read = async (field = 'last_name') =>
  (await story.world.get<Order>(`/api/fields/${field}/sources`)).body
const propose = (ids: readonly string[], field = 'last_name') =>
  story.world.put<Order & Refusal>(`/api/fields/${field}/sources`, { integrationIds: ids })
/** Proposes an order and makes its plan. */
async function plan(ids: readonly string[], field?: string): Promise<Run> {
  const { body } = await propose(ids, field)
  return story.perform(body.proposal?.runId ?? '')
}
const names = ({ sources }: Order) => sources.map(({ integrationName }) => integrationName)
const lastNames = async () => {
  const { rows } = await story.world.ctx.db.pool.query('select last_name from person order by username')
  return rows.map(({ last_name }) => last_name)
}
const told = (outcomes: readonly Outcome[]) =>
  outcomes.map(({ label, changes }) => [
    label,
    changes.map(({ label, before, after }) => `${label}: ${before} → ${after}`),
  ])

describe('another order of sources', () => {
  it('shows whom it changes, and takes effect when exactly that plan is applied', async () => {
    expect(await read()).toMatchObject({ isUsual: true, proposal: null })
    expect(names(await read())).toEqual(['First', 'Second'])
    const run = await plan([second.id])
    expect(run).toMatchObject({
      kind: 'reorder',
      state: 'previewed',
      integrationId: null,
      integrationName: 'Order of sources',
      ledger: { read: 1, updated: 1 },
    })
    expect(told(await story.outcomes(run.id))).toEqual([['ada@example.com', ['Last name: Last → Countess']]])
    expect(await read()).toMatchObject({
      isUsual: true,
      proposal: { runId: run.id, by: 'test owner', integrationIds: [second.id] },
    })
    expect(await lastNames()).toEqual(['Last', 'Last'])
    expect((await story.release(run.id)).state).toBe('succeeded')
    expect(await lastNames()).toEqual(['Countess', 'Last'])
    const now = await read()
    expect([names(now), now.isUsual, now.proposal]).toEqual([['Second', 'First'], false, null])
  })

  it('tells why a value is here, and no later run takes it back', async () => {
    await story.release((await plan([second.id])).id)
    const { body: people } = await story.world.get<{ items: { id: string }[] }>('/api/people?search=ada')
    const { body } = await story.world.get<{ claims: object[] }>(
      `/api/people/${people.items[0]?.id}/claims/last_name`,
    )
    expect(body.claims).toMatchObject([
      { integrationName: 'Second', isWinner: true },
      { integrationName: 'First', reasonText: 'Second comes before it in the order of sources' },
    ])
    for (const { id } of [first, second])
      expect((await story.run(id, 'apply')).ledger).toMatchObject({ read: 2, unchanged: 2 })
  })

  it('is taken back as a plan, too, by which the order before comes back', async () => {
    const run = await plan([second.id])
    await story.release(run.id)
    const { body } = await story.world.post<Run>(`/api/runs/${run.id}/undo`)
    const undo = await story.perform(body.id)
    expect(undo).toMatchObject({ kind: 'reorder', undoes: run.id, state: 'previewed' })
    expect((await read()).proposal).toBeNull()
    await story.release(undo.id)
    expect([await lastNames(), (await read()).isUsual]).toEqual([['Last', 'Last'], true])
    const again = await story.world.post<Refusal>(`/api/runs/${run.id}/undo`)
    expect([again.status, again.body.code]).toEqual([409, 'run.state'])
  })

  it('cannot be taken back once it is another again', async () => {
    const run = await plan([second.id])
    await story.release(run.id)
    await story.release((await plan([first.id, second.id])).id)
    const { status, body } = await story.world.post<Refusal>(`/api/runs/${run.id}/undo`)
    expect([status, body.detail]).toEqual([409, expect.stringContaining('another by now')])
  })

  it('is not overridden by the plan of an undo that was made before it', async () => {
    const run = await plan([second.id])
    await story.release(run.id)
    const { body } = await story.world.post<Run>(`/api/runs/${run.id}/undo`)
    const undo = await story.perform(body.id)
    await story.release((await plan([second.id, first.id])).id)
    expect(await story.release(undo.id)).toMatchObject({ state: 'failed', fault: { code: 'run.stale' } })
    expect([names(await read()), (await read()).isUsual]).toEqual([['Second', 'First'], false])
  })

  it('of one field waits beside that of another, and the same as before waits for nobody', async () => {
    const one = await plan([second.id])
    const both = await plan([second.id, first.id], 'first_name')
    expect((await read()).proposal?.runId).toBe(both.id)
    expect((await story.world.get<Run>(`/api/runs/${one.id}`)).body.state).toBe('superseded')
    expect((await propose([])).body.proposal).toBeNull()
    expect((await read('first_name')).proposal).not.toBeNull()
    await propose([], 'first_name')
    expect((await read('first_name')).proposal).toBeNull()
  })

  it('is planned again when people changed meanwhile, and waits if something else would come out', async () => {
    const run = await plan([second.id])
    story.simulator.mutate({ set: [{ id: user('bob')._id, patch: { nickName: 'Builder' } }] })
    await story.run(second.id, 'apply')
    const stale = await story.release(run.id)
    expect(stale).toMatchObject({ state: 'previewed', fault: { code: 'run.stale' }, ledger: { updated: 2 } })
  })

  it.each([
    [
      'a source that says nothing of it',
      (): string[] => [`int_${'0'.repeat(32)}`],
      'this integration says nothing of the field; leave it out, or name one of First and Second',
    ],
    ['a source twice', () => [second.id, second.id], '"Second" stands before; name it once'],
  ])('is refused with %s, by the names of sources', async (_, ids, message) => {
    const { status, body } = await propose(ids())
    const field = `integrationIds[${ids().length - 1}]`
    expect([status, body.problems]).toEqual([422, [{ field, message }]])
  })

  it('is applied only by who may change fields', async () => {
    const run = await plan([second.id])
    const { status } = await story.world
      .as('runs:read', 'runs:write')
      .post(`/api/runs/${run.id}/apply`, { digest: run.digest ?? '' })
    expect(status).toBe(403)
  })
})

describe('the order of sources in files', () => {
  const orders = [{ field: 'last_name', sources: ['Second'] }]
  const said = async () => (await story.world.get<{ orders: object[] }>('/api/configuration')).body
  const planFiles = async (files: object) =>
    (await story.world.post<Plan & Refusal>('/api/configuration/plan', files)).body
  const applyFiles = async (files: object, { digest }: Plan, seen: readonly object[] = []) =>
    (await story.world.post<Applied>('/api/configuration/apply', { ...files, digest, seen })).body
  /** Makes the plan of the trial, and answers it as somebody who looked at it. */
  const look = async ({ trials }: Plan) => {
    const { id, digest } = await story.perform(trials[0]?.runId ?? '')
    return [{ runId: id, digest }]
  }
  const told = ({ steps }: Plan) => steps.map(({ noun, verb, name }) => [noun, verb, name])

  it('is tried, takes effect by the plan that was seen, and is exported as it was said', async () => {
    const planned = await planFiles({ orders })
    expect(told(planned)).toEqual([['orders', 'create', 'last_name']])
    expect(planned.trials).toMatchObject([{ integration: 'Order of sources' }])
    const seen = await look(planned)
    expect((await read()).proposal).toBeNull()
    const impact = await story.world.get<{ fields: object[] }>(`/api/configuration/impacts/${seen[0]?.runId}`)
    expect(impact.body.fields).toMatchObject([{ field: 'last_name', label: 'Last name', count: 1 }])
    const { runs } = await applyFiles({ orders }, planned, seen)
    expect(runs).toMatchObject([{ integration: 'Order of sources', released: true }])
    await story.perform(runs[0]?.runId ?? '')
    expect(await lastNames()).toEqual(['Countess', 'Last'])
    expect((await said()).orders).toEqual(orders)
    expect((await planFiles(await said())).steps).toEqual([])
  })

  it('waits where nobody looked, and goes back to the usual one with --prune', async () => {
    const { runs } = await applyFiles({ orders }, await planFiles({ orders }))
    expect(runs).toMatchObject([{ released: false }])
    await story.perform(runs[0]?.runId ?? '')
    await story.release(runs[0]?.runId ?? '')
    const files = { ...(await said()), orders: [], prune: true }
    const pruned = await planFiles(files)
    expect(told(pruned)).toEqual([['orders', 'delete', 'last_name']])
    const back = await applyFiles(files, pruned, await look(pruned))
    await story.perform(back.runs[0]?.runId ?? '')
    expect([await lastNames(), (await said()).orders]).toEqual([['Last', 'Last'], []])
  })

  it.each([
    ['orders.0.sources.0', [{ field: 'last_name', sources: ['Nobody'] }]],
    ['orders.0.field', [{ field: 'shoes', sources: [] }]],
  ])('is refused at %s where that is not there', async (field, wrong) => {
    expect((await planFiles({ orders: wrong })).problems?.[0]?.field).toBe(field)
  })
})

// Last, for erased people do not come back.
it('a plan of another order keeps nothing of whoever is erased', async () => {
  const run = await plan([second.id])
  await story.release(run.id)
  const { body } = await story.world.get<{ items: { id: string }[] }>('/api/people?search=ada')
  const username = 'ada@example.com'
  await story.world.post(`/api/people/${body.items[0]?.id}/erase`, { username })
  expect(await story.outcomes(run.id)).toMatchObject([{ label: '', changes: [] }])
})
