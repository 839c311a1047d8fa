import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { type MailServer, startMailServer } from '../../../test/mail-server.ts'
import { addIntegration, type Integration, newStory, type Run, type Story } from '../../../test/runs/story.ts'
import type { Refusal } from '../../../test/world.ts'
import { openMailer } from '../../connect/mail.ts'
import { mailSettings } from '../../connect/mail-settings.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { bareId } from '../../lib/ids.ts'
import { requeueInterrupted } from '../../sync/lease.ts'
import { tell, tellOfRun } from './actions.ts'
import { tendNotices } from './jobs.ts'
import { type EndedRun, noticeOf } from './rules.ts'
import type { NoticeAnswer } from './schema.ts'

type Notice = z.output<typeof NoticeAnswer>

let story: Story
let server: MailServer
let ctx: Ctx
let integration: Integration

beforeAll(async () => {
  story = await newStory({ simulated: { users: [], tokens: ['sim-token'] } })
  server = await startMailServer()
  const settings = mailSettings({
    MUSTER_SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    MUSTER_MAIL_FROM: 'muster@example.com',
  })
  ctx = { ...story.world.ctx, mailer: settings && openMailer(settings) }
})
afterAll(async () => {
  await story.close()
  await server.close()
})
beforeEach(async () => {
  await story.restart()
  integration = await addIntegration(story, { contacts: ['ada@example.com', 'bob@example.com'] })
})

const notices = async (query = '') =>
  (await story.world.get<{ items: Notice[]; next: string | null }>(`/api/notices${query}`)).body
const open = async () => (await notices('?open=true')).items
const ended = (more: Partial<EndedRun>): EndedRun => ({
  id: bareId('run', `run_${'0'.repeat(32)}`),
  integration_id: bareId('int', integration.id),
  integration_name: integration.name,
  state: 'failed',
  mode: 'apply',
  kind: 'load',
  tries: null,
  brakes: [],
  fault: { code: 'vendor.down', message: 'Planhat could not be reached.' },
  ...more,
})
const brake = (name: string, more = {}) => ({
  brake: name,
  message: '300 people would be deactivated.',
  count: 300,
  of: 1000,
  limit: 100,
  samples: ['ada@example.com', 'eve\r\nBcc: eve@example.com'],
  ...more,
})
const mails = async () => {
  const before = server.got.length
  while (await tendNotices(ctx));
  return server.got.slice(before)
}
const again = () => ctx.db.pool.query('update notice set mail_after = now()')

describe('a notice', () => {
  it('is opened 30 days before the last day of a credential and again 7 days before, once each, and closed with another day', async () => {
    const { pool } = story.world.ctx.db
    const tended = async () => {
      await tendNotices(story.world.ctx)
      await tendNotices(story.world.ctx)
      return (await open()).map(({ reason }) => reason.replace(/,.*/, ''))
    }
    const lastDay = async (days: number) => {
      const today = `(muster_now() at time zone '${ctx.zone}')::date`
      await pool.query(`update credential set expires_on = ${today} + ${days}`)
      return tended()
    }
    expect(await lastDay(20)).toEqual([])
    await pool.query(`update integration set state = 'active'`)
    expect(await lastDay(31)).toEqual([])
    expect(await lastDay(30)).toEqual(['expiring:30'])
    const [first] = await open()
    expect(first).toMatchObject({
      runId: null,
      message: expect.stringContaining('its credential "Planhat" ends'),
    })
    expect(await lastDay(7)).toEqual(['expiring:7'])
    expect((await notices()).items.map(({ reason }) => reason.replace(/,.*/, ''))).toEqual([
      'expiring:7',
      'expiring:30',
    ])
    expect(await lastDay(-1)).toEqual(['expiring:7'])
    expect(await lastDay(300)).toEqual([])
  })

  it('is opened by a run that fails, and closed by the next that does not', async () => {
    await tellOfRun(ctx, ended({}))
    expect(await open()).toMatchObject([
      { integrationId: integration.id, reason: 'failing:vendor.down', closedAt: null, seenAt: null },
    ])
    await tellOfRun(ctx, ended({ state: 'succeeded', fault: null }))
    expect(await open()).toEqual([])
    expect((await notices()).items).toMatchObject([{ reason: 'failing:vendor.down', mail: 'not_needed' }])
  })

  it('is opened where a run ends, whoever does it', async () => {
    await story.world.ctx.db.pool.query(`update credential set origins = '{https://elsewhere.example}'`)
    const run = await story.run(integration.id, 'plan')
    expect(run.state).toBe('failed')
    expect(await open()).toMatchObject([{ reason: `failing:${run.fault?.code}`, runId: run.id }])
  })

  it.each([
    ['whose program was killed before it could tell', `update run set told_at = null`],
    [
      'that is given up because it is interrupted each time',
      `update run set told_at = null, state = 'reading', finished_at = null, vain_attempts = 5, lease_until = now() - interval '1 s'`,
    ],
  ])('is opened for a run %s', async (_, kill) => {
    const { pool } = story.world.ctx.db
    await pool.query(`update credential set origins = '{https://elsewhere.example}'`)
    const run = await story.run(integration.id, 'plan')
    await pool.query('delete from notice')
    await tendNotices(story.world.ctx)
    expect(await open()).toEqual([])
    await pool.query(kill)
    await requeueInterrupted(pool)
    const { fault } = (await story.world.get<Run>(`/api/runs/${run.id}`)).body
    await tendNotices(story.world.ctx)
    expect(await open()).toMatchObject([{ reason: `failing:${fault?.code}`, runId: run.id }])
  })

  it('is one for each reason: the same one speaks of the latest run, another one takes its place', async () => {
    await tellOfRun(ctx, ended({}))
    const [first] = await open()
    await tellOfRun(ctx, ended({ fault: { code: 'vendor.down', message: 'Still down.' } }))
    expect(await open()).toMatchObject([{ id: first?.id, message: '"Planhat" fails. Still down.' }])
    await tellOfRun(ctx, ended({ fault: { code: 'vendor.auth', message: 'Refused.' } }))
    expect(await open()).toMatchObject([{ reason: 'failing:vendor.auth' }])
    await Promise.all([1, 2, 3, 4].map(() => tellOfRun(ctx, ended({ state: 'held', brakes: [brake('B2')] }))))
    expect(await open()).toMatchObject([{ reason: 'held:B2' }])
    expect((await notices()).items.map(({ reason }) => reason)).toEqual([
      'held:B2',
      'failing:vendor.auth',
      'failing:vendor.down',
    ])
  })

  it.each<[string, Partial<EndedRun>, string | undefined]>([
    [
      'a run that is held, by its brakes',
      { state: 'held', brakes: [brake('B4'), brake('B2')] },
      'held:B2,B4',
    ],
    [
      'a run that is held again because its plan is another',
      { state: 'held', fault: { code: 'run.stale', message: 'The directory changed.' } },
      'held',
    ],
    ['a plan that came instead of an apply', { state: 'previewed', fault: null }, 'waiting'],
    ['the plan of a replay', { state: 'previewed', mode: 'plan', kind: 'replay', fault: null }, 'waiting'],
    ['no plan that somebody asked for', { state: 'previewed', mode: 'plan', fault: null }, undefined],
    ['no run that was cancelled', { state: 'cancelled' }, undefined],
    ['no success', { state: 'succeeded_with_failures', fault: null }, undefined],
  ])('tells of %s', (_, run, reason) => {
    expect(noticeOf(ended(run))?.reason).toBe(reason)
  })

  it('of a plan that was released and is another by now says so before its brakes', () => {
    const fault = { code: 'run.stale', message: 'The directory changed since.' }
    expect(noticeOf(ended({ state: 'held', brakes: [brake('B2')], fault }))?.message).toMatch(
      /^A run of "Planhat" is held\. The directory changed since\. ./,
    )
  })

  it('of a held run is closed when the plan was released, rejected or has expired', async () => {
    const run = await story.run(integration.id, 'plan')
    const set = (state: string) =>
      ctx.db.pool.query('update run set state = $2 where id = $1', [bareId('run', run.id), state])
    const held = ended({ id: bareId('run', run.id), state: 'held', brakes: [brake('B2')] })
    await set('held')
    await tellOfRun(ctx, held)
    await tendNotices(story.world.ctx)
    expect(await open()).toHaveLength(1)
    await set('rejected')
    await tendNotices(story.world.ctx)
    expect(await open()).toEqual([])
  })

  it('says that an integration was paused, until it goes on', async () => {
    const set = (state: string) =>
      ctx.db.pool.query(`update integration set state = $1, paused_because = 'It failed for 28 days.'`, [
        state,
      ])
    await set('paused')
    await tendNotices(story.world.ctx)
    await tendNotices(story.world.ctx)
    expect(await open()).toMatchObject([
      { reason: 'paused', message: '"Planhat" is paused. It failed for 28 days.' },
    ])
    await set('active')
    await tendNotices(story.world.ctx)
    expect(await open()).toEqual([])
  })

  it('ends with its integration', async () => {
    await tellOfRun(ctx, ended({}))
    await story.world.delete(`/api/integrations/${integration.id}`)
    await tendNotices(story.world.ctx)
    expect((await notices()).items).toMatchObject([{ integrationName: null, closedAt: expect.any(String) }])
  })

  it('can be seen, and stays open', async () => {
    await tellOfRun(ctx, ended({}))
    const [notice] = await open()
    const { body } = await story.world.post<Notice>(`/api/notices/${notice?.id}/seen`)
    expect(body).toMatchObject({ seenAt: expect.any(String), closedAt: null })
    expect((await story.world.post(`/api/notices/ntc_${'0'.repeat(32)}/seen`)).status).toBe(404)
  })

  it('comes in pieces, open ones first', async () => {
    for (const code of ['a', 'b', 'c']) await tellOfRun(ctx, ended({ fault: { code, message: code } }))
    await tell(ctx, {
      integrationId: bareId('int', integration.id),
      runId: null,
      reason: 'waiting',
      message: 'x',
    })
    const { items } = await notices()
    const whole = items.map(({ reason }) => reason)
    expect(whole.toSorted()).toEqual(['failing:a', 'failing:b', 'failing:c', 'waiting'])
    // Those of one millisecond have no order but that of their ids.
    const ids = items.map(({ id }) => id)
    expect(ids).toEqual(ids.toSorted().toReversed())
    const first = await notices('?limit=2')
    const second = await notices(`?limit=2&cursor=${first.next}`)
    expect([...first.items, ...second.items].map(({ reason }) => reason)).toEqual(whole)
    expect(second.next).toBeNull()
  })
})

describe('contacts', () => {
  const path = () => `/api/integrations/${integration.id}`

  it('are kept without making a plan that waits stale', async () => {
    const { body } = await story.world.patch<Integration>(path(), {
      contacts: ['eve@example.com', 'eve@example.com'],
    })
    expect(body).toMatchObject({ contacts: ['eve@example.com'], revision: integration.revision })
    const both = await story.world.patch<Integration>(path(), { contacts: [], instance: 'EU' })
    expect(both.body).toMatchObject({ contacts: [], instance: 'EU', revision: integration.revision + 1 })
  })

  it.each([
    ['what is no address', ['eve'], 'contacts.0'],
    ['a line break', ['eve@example.com\r\nBcc: a@example.com'], 'contacts.0'],
    ['two in one', ['eve@example.com, a@example.com'], 'contacts.0'],
    ['more than 20', Array.from({ length: 21 }, (_, at) => `p${at}@example.com`), 'contacts'],
  ])('cannot be %s', async (_, contacts, field) => {
    const { status, body } = await story.world.patch<Refusal>(path(), { contacts })
    expect([status, body.problems?.map((problem) => problem.field)]).toEqual([422, [field]])
  })
})

describe('the mail of a notice', () => {
  it('goes once to the contacts and says what happened, in numbers, with samples, and what to do', async () => {
    const run = await story.run(integration.id, 'plan')
    const id = bareId('run', run.id)
    const brakes = [brake('B2')]
    await ctx.db.pool.query(
      `update run set state = 'held', brakes = $2, read = 1000, updated = 1000 where id = $1`,
      [id, JSON.stringify(brakes)],
    )
    ctx.redact.learn('token-of-planhat')
    await tellOfRun(ctx, ended({ id, state: 'held', brakes }))
    const [mail, ...more] = await mails()
    expect([mail?.to, more]).toEqual([['ada@example.com', 'bob@example.com'], []])
    const { headers, text } = mail ?? { headers: '', text: '' }
    expect(headers).toMatch(/^Subject: Muster: Planhat is held$/m)
    for (const words of [
      'A run of "Planhat" is held.',
      '300 of 1,000; the limit is 100',
      '  read      1,000',
      '  ada@example.com',
      `muster run show ${run.id}`,
      'and 298 more',
    ])
      expect(text).toContain(words)
    expect(text).not.toMatch(/^Bcc:/m)
    await tellOfRun(ctx, ended({ id, state: 'held', brakes }))
    await again()
    expect(await mails()).toEqual([])
    expect((await open())[0]).toMatchObject({ mail: 'sent', mailFault: null })
  })

  it('is tried again later with the same id when the server fails, and says why meanwhile', async () => {
    await tellOfRun(ctx, ended({}))
    server.answer('.', '451 later')
    const [first] = await mails()
    expect((await notices()).items[0]).toMatchObject({
      mailedAt: null,
      mailFault: expect.stringContaining('451'),
    })
    const { rows } = await ctx.db.pool.query(
      "select mail_after > now() + interval '50 s' as waits from notice",
    )
    expect([rows, await mails()]).toEqual([[{ waits: true }], []])
    server.answer('.', undefined)
    await again()
    const [second] = await mails()
    const idOf = (headers = '') => /^Message-ID:\s*(.*)$/m.exec(headers)?.[1]
    const id = idOf(first?.headers) ?? 'none'
    expect([idOf(first?.headers), idOf(second?.headers)]).toEqual([id, id])
    expect((await open())[0]).toMatchObject({ mail: 'sent', mailFault: null })
  })

  it('goes to nobody when there are no contacts, no server, or the reason is gone', async () => {
    await tellOfRun(ctx, ended({}))
    expect((await open())[0]?.mail).toBe('off')
    await story.world.patch(`/api/integrations/${integration.id}`, { contacts: [] })
    expect(await mails()).toEqual([])
    expect((await open())[0]?.mail).toBe('nobody')
    await story.world.patch(`/api/integrations/${integration.id}`, { contacts: ['ada@example.com'] })
    await tellOfRun(ctx, ended({ state: 'succeeded', fault: null }))
    expect(await mails()).toEqual([])
  })

  it('holds no secret that Muster knows', async () => {
    ctx.redact.learn('token-of-planhat')
    await tellOfRun(ctx, ended({ fault: { code: 'vendor.odd', message: 'It said token-of-planhat.' } }))
    expect((await open())[0]?.message).not.toContain('token-of-planhat')
    const [mail] = await mails()
    expect(mail?.text).not.toContain('token-of-planhat')
  })

  it('tells the contacts that a credential ends, on which day and what to do', async () => {
    await ctx.db.pool.query(
      `update integration set state = 'active'; update credential set expires_on = (muster_now())::date + 5`,
    )
    const [mail, ...more] = await mails()
    expect(more).toEqual([])
    expect(mail?.headers).toMatch(/^Subject: Muster: Planhat has a credential that ends soon$/m)
    expect(mail?.text).toMatch(/can load until \d{4}-\d\d-\d\d: then its credential "Planhat" ends/)
  })

  it('is sent by one worker only', async () => {
    await tellOfRun(ctx, ended({}))
    const before = server.got.length
    await Promise.all([1, 2, 3, 4].map(() => tendNotices(ctx)))
    expect(server.got.length - before).toBe(1)
  })
})
