import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { signedIn } from '../../../test/accounts.ts'
import { applyRun, perform } from '../../../test/by-hand.ts'
import { launch, newStory, type Story } from '../../../test/runs/story.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../../test/webhook-receiver.ts'
import type { Refusal } from '../../../test/world.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { systemClock } from '../../lib/clock.ts'
import { sendDue } from '../deliveries/jobs.ts'
import { pauseAfter } from '../deliveries/rules.ts'
import type { DeliveryAnswer } from '../deliveries/schema.ts'
import { tendWebhooks } from './jobs.ts'
import { eventTypes, type WebhookWithSecret } from './schema.ts'

type Hook = z.output<typeof WebhookWithSecret>
type Delivery = z.output<typeof DeliveryAnswer>
interface Payload {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

const users = [
  { _id: '5f0000000000000000000001', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
  { _id: '5f0000000000000000000002', email: 'bob@example.com', firstName: 'Bob', lastName: 'Kahn' },
]
let story: Story
let receiver: WebhookReceiver
let ctx: Ctx

beforeAll(async () => {
  receiver = await startWebhookReceiver()
  story = await newStory({ simulated: { users, tokens: ['sim-token'] }, allowed: [receiver.origin] })
  ctx = { ...story.world.ctx, clock: systemClock }
})
afterAll(async () => {
  await story.close()
  await receiver.close()
})
beforeEach(async () => {
  await story.restart()
  await ctx.db.pool.query('truncate webhook, webhook_event, webhook_delivery')
  receiver.forget()
  receiver.answer(204)
})

const add = async (more: Partial<Hook> = {}) => {
  const wanted = { name: 'Alerts', url: receiver.url, events: ['run.finished'], ...more }
  return (await story.world.post<Hook>('/api/webhooks', wanted)).body
}
const read = async ({ id }: Hook) => (await story.world.get<Hook>(`/api/webhooks/${id}`)).body
const edit = ({ id }: Hook, change: object) => story.world.patch<Hook>(`/api/webhooks/${id}`, change)
const deliveries = async ({ id }: Hook, query = '') =>
  (
    await story.world.get<{ items: Delivery[]; next: string | null }>(
      `/api/webhooks/${id}/deliveries${query}`,
    )
  ).body.items
const sendAll = async () => {
  while (await sendDue(ctx));
}
const test = ({ id }: Hook) => story.world.post<Delivery>(`/api/webhooks/${id}/test`)
/** As if so much time had passed for what waits, and for who fails. */
const letPass = (interval: string) =>
  ctx.db.pool.query(
    `with d as (update webhook_delivery set due_at = due_at - $1::interval)
     update webhook set tried_at = tried_at - $1::interval, failing_since = failing_since - $1::interval,
            previous_until = previous_until - $1::interval`,
    [interval],
  )
const verify = (secret: string, { headers, body } = receiver.received[0] ?? { headers: {}, body: '' }) =>
  // The headers of a webhook come once each.
  new Webhook(secret).verify(body, headers as Record<string, string>) as Payload
const told = () => receiver.received.map(({ body }) => JSON.parse(body) as Payload)

it('a browser says where people’s data go only with a proof of the last five minutes', async () => {
  const { id } = await add()
  const browser = await signedIn(story.world)
  await ctx.db.pool.query(`update session set confirmed_at = confirmed_at - interval '6 minutes'`)
  const wanted = { name: 'Mine', url: receiver.url, events: ['run.finished'] }
  const answers = [
    await browser.post<Refusal>('/api/webhooks', wanted),
    await browser.patch<Refusal>(`/api/webhooks/${id}`, { url: receiver.url }),
    await browser.post<Refusal>(`/api/webhooks/${id}/rotate`),
  ]
  expect(answers.map(({ body }) => body.code)).toEqual(Array(3).fill('sign-in.confirm'))
})

describe('a message', () => {
  it('is signed so that the library of the specification takes it, and says what happened', async () => {
    const { secret } = await add()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const integration = await launch(story)
    await sendAll()
    expect(receiver.received).toHaveLength(1)
    const { type, data } = verify(secret)
    expect([type, data]).toEqual([
      'run.finished',
      expect.objectContaining({
        integrationId: integration.id,
        integrationName: 'Planhat',
        state: 'succeeded',
        kind: 'load',
        ledger: { read: 2, created: 2, updated: 0, unchanged: 0, skipped: 0, failed: 0, held: 0 },
        path: `/api/runs/${data.runId}`,
      }),
    ])
    expect(receiver.received[0]?.headers).toMatchObject({ 'content-type': 'application/json' })
  })

  it('holds no value of a person, and no secret', async () => {
    const { secret } = await add({ events: [...eventTypes] })
    await launch(story)
    await sendAll()
    const all = JSON.stringify(receiver.received)
    for (const word of ['ada@example.com', 'Lovelace', 'sim-token', secret]) expect(all).not.toContain(word)
  })

  it('keeps its id when it is tried again, and each try is in the log', async () => {
    const hook = await add()
    await test(hook)
    receiver.answer(503, 'later, please\n\u202eevil')
    await sendAll()
    await letPass('10 seconds')
    receiver.answer(200)
    await sendAll()
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    const [delivery] = await deliveries(hook)
    expect(delivery).toMatchObject({ eventId: ids[0], state: 'delivered', tries: 2, dueAt: null })
    expect(delivery?.attempts.map(({ status, answer }) => [status, answer])).toEqual([
      [503, 'later, please evil'],
      [200, ''],
    ])
  })

  it('is not sent after a redirect, and only the beginning of a long answer is kept', async () => {
    const hook = await add()
    await test(hook)
    receiver.answer(302, 'x'.repeat(5000), { location: 'http://127.0.0.1:1/' })
    await sendAll()
    const [attempt] = (await deliveries(hook))[0]?.attempts ?? []
    expect(attempt).toMatchObject({ status: 302, answer: 'x'.repeat(200) })
    expect(attempt?.fault).toContain('redirects')
    expect(receiver.received).toHaveLength(1)
  })

  it('is tried nine times again, a little later each than planned, and then given up', () => {
    const planned = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    expect(planned.map((_, at) => pauseAfter(at + 1, () => 0))).toEqual(planned)
    expect(pauseAfter(1, () => 1)).toBe(6)
    expect(pauseAfter(10)).toBeNull()
  })
})

describe('what is told', () => {
  it('of people and accounts: who is new, which fields changed, and whom an undo archives', async () => {
    await add({ events: eventTypes.filter((type) => !type.startsWith('run.')) })
    const { id } = await launch(story)
    await sendAll()
    expect(told().map(({ type }) => type)).toEqual([
      'person.created',
      'person.created',
      'saas-user.created',
      'saas-user.created',
    ])
    receiver.forget()
    story.simulator.mutate({ set: [{ id: users[0]?._id ?? '', patch: { lastName: 'King' } }] })
    const run = await story.run(id, 'apply')
    await sendAll()
    expect(told()).toEqual([
      expect.objectContaining({
        type: 'person.changed',
        data: expect.objectContaining({ fields: ['last_name'], runId: run.id, actor: 'test owner' }),
      }),
    ])
  })
})

describe('what is told of SaaS', () => {
  const [linked, terms] = ['saas-user.changed', 'saas-application.changed'] as const
  const only = async (run: () => Promise<unknown>) => {
    await sendAll()
    receiver.forget()
    await run()
    await sendAll()
    return told().map(({ type, data }) => ({ type, ...data }))
  }

  it('whose an account becomes by hand: somebody’s, nobody’s, or that it needs none', async () => {
    await launch(story)
    const list = async (path: string) => (await story.world.get<{ items: { id: string }[] }>(path)).body.items
    const [user] = await list('/api/saas-users?sort=label')
    const [, bob] = await list('/api/people?sort=email')
    await add({ events: [linked] })
    const link = (body: object) => only(() => story.world.patch(`/api/saas-users/${user?.id}`, body))
    const data = {
      type: linked,
      saasUserId: user?.id,
      runId: null,
      isLinkedByHand: true,
      actor: 'test owner',
    }
    expect(await link({ personId: bob?.id })).toMatchObject([
      { ...data, personId: bob?.id, needsNoPerson: false },
    ])
    expect(await link({ personId: null, noPersonReason: 'a robot' })).toMatchObject([
      { ...data, personId: null, needsNoPerson: true, fields: ['no_person_reason', 'person'] },
    ])
    expect(await link({ giveBack: true })).toMatchObject([
      { ...data, isLinkedByHand: false, needsNoPerson: false },
    ])
    expect(JSON.stringify(told())).not.toContain('robot')
  })

  it('which terms of an application were written, and that it was archived', async () => {
    await launch(story)
    await add({ events: [terms, 'saas-application.gone'] })
    const { body } = await story.world.get<{ items: { id: string }[] }>('/api/saas-applications')
    const id = body.items[0]?.id
    const path = `/api/saas-applications/${id}`
    const data = { saasApplicationId: id, path, application: { vendor: 'Planhat', instance: '' } }
    const edit = { pricePerSeat: 12.5, pricePeriod: 'month', currency: 'EUR' }
    const [event] = await only(() => story.world.patch(path, edit))
    expect(event).toMatchObject({ ...data, type: terms, runId: null })
    expect(new Set((event as { fields?: string[] }).fields)).toEqual(new Set(Object.keys(edit)))
    expect(JSON.stringify(told())).not.toContain('12.5')
    const bulk = '/api/saas-application-bulk-edits'
    const archived = await only(async () => {
      const run = await story.world.post<{ id: string }>(bulk, {
        act: 'archive',
        applications: { ids: [id] },
      })
      await applyRun(story.world, await perform(story.world, run.body.id), bulk)
    })
    expect(archived).toMatchObject([{ ...data, type: 'saas-application.gone', fields: [] }])
  })
})

describe('a webhook', () => {
  it.each([
    ['no address', { url: 'example' }, 'url'],
    ['an address without TLS', { url: 'http://example.com/hooks' }, 'url'],
    ['an address of this machine', { url: 'https://127.0.0.1/hooks' }, 'url'],
    ['an address with a password', { url: 'https://a:b@example.com/' }, 'url'],
    ['a type of event there is not', { events: ['person.*'] }, 'events.0'],
    ['no events', { events: [] }, 'events'],
  ])('is refused with %s', async (_, more, field) => {
    const input = { name: 'Alerts', url: receiver.url, events: ['run.finished'], ...more }
    const { status, body } = await story.world.post<Refusal>('/api/webhooks', input)
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })

  it('shows its secret once, and never again', async () => {
    const hook = await add()
    const later = [await read(hook), (await edit(hook, { name: 'Other' })).body, await deliveries(hook)]
    expect(JSON.stringify([later, story.world.logged])).not.toContain(hook.secret)
    const { rows } = await ctx.db.pool.query('select * from webhook')
    expect(JSON.stringify(rows)).not.toContain(hook.secret.slice(6))
  })

  it('signs under the old secret, too, for 24 hours after a rotation', async () => {
    const old = await add()
    const { body: fresh } = await story.world.post<Hook>(`/api/webhooks/${old.id}/rotate`)
    await test(old)
    await sendAll()
    for (const { secret } of [old, fresh]) expect(verify(secret).type).toBe('webhook.test')
    await letPass('24 hours')
    receiver.forget()
    await test(old)
    await sendAll()
    expect(verify(fresh.secret).type).toBe('webhook.test')
    expect(() => verify(old.secret)).toThrow('No matching signature found')
  })

  it('pauses after five days in which it took nothing, with a notice that ends when it goes on', async () => {
    const hook = await add()
    await test(hook)
    receiver.answer(500)
    await sendAll()
    await letPass('4 days 23 hours')
    await tendWebhooks(ctx)
    expect((await read(hook)).state).toBe('active')
    await letPass('1 hour')
    await tendWebhooks(ctx)
    expect(await read(hook)).toMatchObject({
      state: 'paused',
      pausedBecause: expect.stringContaining('no message since'),
    })
    const open = () => story.world.get<{ items: { message: string }[] }>('/api/notices?open=true')
    expect((await open()).body.items.map(({ message }) => message)).toEqual([
      expect.stringContaining('The webhook "Alerts" is paused.'),
    ])
    await edit(hook, { state: 'active' })
    await tendWebhooks(ctx)
    expect((await open()).body.items).toEqual([])
  })

  it('pauses at once when its receiver answers that it is gone for good', async () => {
    const hook = await add()
    await test(hook)
    receiver.answer(410)
    await sendAll()
    expect(await read(hook)).toMatchObject({ state: 'paused', waiting: 1 })
    expect((await test(hook)).status).toBe(409)
  })

  it('is paused by hand with the reason that others read, until it goes on', async () => {
    const hook = await add()
    await edit(hook, { state: 'paused', because: 'We move' })
    expect(await read(hook)).toMatchObject({ state: 'paused', pausedBecause: 'We move' })
    await edit(hook, { name: 'Moved' })
    expect(await read(hook)).toMatchObject({ state: 'paused', pausedBecause: 'We move' })
    await edit(hook, { state: 'active' })
    expect(await read(hook)).toMatchObject({ state: 'active', pausedBecause: null })
  })

  it('is sent what it missed while it was paused when that time is replayed, and nothing else', async () => {
    const hook = await add()
    await launch(story)
    await sendAll()
    await edit(hook, { state: 'paused' })
    const from = new Date().toISOString()
    const { id } =
      (await story.world.get<{ items: { id: string }[] }>('/api/integrations')).body.items[0] ?? {}
    await story.run(id ?? '', 'apply')
    await edit(hook, { state: 'active' })
    const { body } = await story.world.post(`/api/webhooks/${hook.id}/replay`, { from })
    await sendAll()
    expect([body, receiver.received.length]).toEqual([{ messages: 1 }, 2])
  })

  it('is sent one message again under its id', async () => {
    const hook = await add()
    const { body } = await test(hook)
    await sendAll()
    await story.world.post(`/api/webhooks/${hook.id}/replay`, { deliveryId: body.id })
    await sendAll()
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      body.eventId,
      body.eventId,
    ])
  })

  it('that fails is asked once in five seconds, and keeps no other from its turn', async () => {
    const dead = await add({ name: 'Dead', url: `${receiver.origin}/dead` })
    for (let count = 0; count < 3; count++) await test(dead)
    receiver.answer(500)
    await sendAll()
    const alive = await add({ name: 'Alive' })
    receiver.answer(204)
    await test(alive)
    await sendAll()
    expect([(await read(dead)).waiting, (await read(alive)).waiting]).toEqual([3, 0])
    expect(receiver.received).toHaveLength(2)
  })

  it('has its deliveries listed, filtered and counted like every list', async () => {
    const hook = await add()
    for (let count = 0; count < 3; count++) await test(hook)
    await sendDue(ctx)
    expect((await deliveries(hook, '?filter=state eq "delivered"')).length).toBe(1)
    const path = `/api/webhooks/${hook.id}/deliveries`
    expect((await story.world.get(`${path}/count`)).body).toEqual({ count: 3, exact: true })
    const first = (await story.world.get<{ items: Delivery[]; next: string }>(`${path}?limit=2`)).body
    const rest = await deliveries(hook, `?limit=2&cursor=${first.next}`)
    expect(new Set([...first.items, ...rest].map(({ id }) => id)).size).toBe(3)
  })

  it('takes its deliveries along when it is deleted', async () => {
    const hook = await add()
    await test(hook)
    expect((await story.world.delete(`/api/webhooks/${hook.id}`)).status).toBe(204)
    await sendAll()
    expect([receiver.received.length, (await story.world.get(`/api/webhooks/${hook.id}`)).status]).toEqual([
      0, 404,
    ])
  })
})
