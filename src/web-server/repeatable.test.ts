import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type MailServer, startMailServer } from '../../test/mail-server.ts'
import { newWorld, type World } from '../../test/world.ts'
import { openMailer } from '../connect/mail.ts'
import { mailSettings } from '../connect/mail-settings.ts'
import { entranceOf } from './entrance.ts'
import { openHttp } from './http.ts'
import { routes } from './routes.ts'

/** A vendor that counts who asks, and answers when it is let. */
let vendor: Server
let asked: number
let letAnswer: Promise<unknown>
let mail: MailServer
let world: World
let app: FastifyInstance
let origin: string
let testing: string

beforeAll(async () => {
  vendor = createServer(async (_request, response) => {
    asked++
    await letAnswer
    response.writeHead(200, { 'content-type': 'application/json' }).end('[]')
  })
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has such an address.
  const baseUrl = `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`
  mail = await startMailServer()
  const env = { MUSTER_SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MUSTER_MAIL_FROM: 'muster@example.com' }
  const settings = mailSettings(env)
  world = await newWorld({ allow: [baseUrl], ...(settings ? { mailer: openMailer(settings) } : {}) })
  app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(world.ctx.actor) })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const credential = { connector: 'planhat', name: 'Planhat', settings: { apiToken: 'a-token', baseUrl } }
  testing = `/api/credentials/${(await world.post<{ id: string }>('/api/credentials', credential)).body.id}/test`
})
afterAll(async () => {
  await app.close()
  await world.close()
  await mail.close()
  await new Promise((resolve) => vendor.close(resolve))
})

let key: string
beforeEach(() => {
  key = crypto.randomUUID()
  asked = 0
  letAnswer = Promise.resolve()
})

async function post(path: string, body?: object) {
  const headers = { 'idempotency-key': key, ...(body ? { 'content-type': 'application/json' } : {}) }
  const answer = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  // Every answer here is an object.
  const said = (await answer.json()) as { code?: string; detail?: string }
  const [isReplayed, again] = ['idempotent-replayed', 'retry-after'].map((name) => answer.headers.get(name))
  return { status: answer.status, code: said.code, isReplayed: isReplayed === 'true', again }
}

const query = (sql: string) => world.ctx.db.pool.query(sql, [key])
const tested = async () =>
  (await world.get<{ items: object[] }>('/api/activity?act=credential.tested&limit=100')).body.items.length

/** Sends a request, and waits until the vendor is asked; it answers when told. */
async function sendAndHold() {
  const { promise, resolve } = Promise.withResolvers()
  letAnswer = promise
  const answer = post(testing)
  await vi.waitFor(() => expect(asked).toBe(1))
  return { answer, release: resolve }
}

describe('of two requests with one Idempotency-Key at the same moment', () => {
  it('one asks the vendor; the other is told to come again, and is then answered the same', async () => {
    const first = await sendAndHold()
    expect(await post(testing)).toEqual({
      status: 409,
      code: 'repeat.running',
      isReplayed: false,
      again: '2',
    })
    first.release(undefined)
    expect(await first.answer).toMatchObject({ status: 200, isReplayed: false })
    expect(await post(testing)).toMatchObject({ status: 200, isReplayed: true })
    expect(asked).toBe(1)
  })

  it('one invites, and one letter goes out', async () => {
    const guest = { name: 'Grace', email: 'grace@example.com', role: 'viewer' }
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('/api/accounts', guest)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
    const codes = new Set(answers.map(({ code }) => code))
    expect([...codes].every((code) => !code || ['repeat.running', 'repeat.secret'].includes(code))).toBe(true)
    expect(mail.got.filter(({ to }) => to.includes(guest.email))).toHaveLength(1)
  })
})

describe('a request that is under way', () => {
  it('is another’s half a minute after its process died, by the clock of the database', async () => {
    const before = await tested()
    const dead = await sendAndHold()
    await query(`update repeatable set claimed_until = claimed_until - interval '31 seconds' where key = $1`)
    letAnswer = Promise.resolve()
    expect(await post(testing)).toMatchObject({ status: 200, isReplayed: false })
    // It was not dead, but slow: what it found comes too late, and is not written.
    dead.release(undefined)
    expect(await dead.answer).toMatchObject({ status: 409, code: 'repeat.running' })
    expect(await tested()).toBe(before + 1)
  })

  it('stays its own for as long as it takes', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const slow = await sendAndHold()
    await query(`update repeatable set claimed_until = muster_now() + interval '1 second' where key = $1`)
    vi.advanceTimersByTime(10_000)
    await vi.waitFor(async () => {
      const { rows } = await query(
        'select claimed_until - muster_now() > interval $$20 s$$ as long from repeatable where key = $1',
      )
      expect(rows).toEqual([{ long: true }])
    })
    vi.useRealTimers()
    slow.release(undefined)
    expect(await slow.answer).toMatchObject({ status: 200 })
  })

  it('that fails gives its key back', async () => {
    const missing = testing.replace(/cre_\w+/, 'cre_00000000000000000000000000000000')
    expect(await post(missing)).toMatchObject({ status: 404 })
    expect(await post(testing)).toMatchObject({ status: 200, isReplayed: false })
  })
})
