import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAccount, password, signedIn } from '../../test/accounts.ts'
import { type Browser, openBrowser } from '../../test/browser.ts'
import { newWorld, type Refusal, type World } from '../../test/world.ts'
import { siteSettings } from './site-settings.ts'

type Headers = Record<string, string | undefined>

let world: World
let browser: Browser
beforeAll(async () => {
  world = await newWorld()
  browser = await signedIn(world)
})
afterAll(() => world.close())

const field = () => ({ label: `F ${crypto.randomUUID().slice(0, 8)}`, type: 'text' })
const write = async (headers: Headers) =>
  (await browser.ask<Refusal>('POST', '/api/fields', { body: field(), headers })).status
const read = async (headers: Headers) =>
  (await browser.ask<Refusal>('GET', '/api/fields', { headers })).status

describe('what changes something by cookie', () => {
  it.each<[string, Headers]>([
    ['its origin', {}],
    ['its place, by a browser that says no origin', { origin: undefined, 'sec-fetch-site': 'same-origin' }],
  ])('comes from a page of ours, as it says by %s', async (_, headers) => {
    expect(await write(headers)).toBe(201)
  })

  it.each<[string, Headers]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:8080' }],
    ['an origin that is hidden', { origin: 'null' }],
    ['another site', { origin: undefined, 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { origin: undefined, 'sec-fetch-site': 'same-site' }],
    [
      'another site, as by a link',
      { origin: undefined, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    ],
    ['nowhere that is said', { origin: undefined }],
    ['a form, which cannot set a header', { 'x-muster': undefined }],
    ['a form, in a type of its own', { 'content-type': 'text/plain' }],
  ])('is refused from %s', async (_, headers) => {
    const before = await world.ctx.db.pool.query('select count(*) from field')
    expect(await write(headers)).toBeOneOf([403, 415])
    expect((await world.ctx.db.pool.query('select count(*) from field')).rows).toEqual(before.rows)
  })

  it('includes signing in: nobody is signed in to another’s account by another’s page', async () => {
    const { email } = await anAccount(world)
    const fresh = openBrowser(world)
    for (const headers of [{ origin: 'https://evil.example' }, { 'x-muster': undefined, origin: undefined }])
      expect((await fresh.ask('POST', '/api/session', { body: { email, password }, headers })).status).toBe(
        403,
      )
    expect(fresh.cookies.size).toBe(0)
  })

  it('is no GET, and no other method in disguise', async () => {
    for (const headers of [{ 'x-http-method-override': 'POST' }, { 'x-method-override': 'DELETE' }])
      expect(await read(headers)).toBe(200)
    expect((await browser.get('/api/fields?_method=DELETE')).status).toBe(422)
  })
})

describe('what is read by cookie', () => {
  it('is not shown to a page of another site, which may lead here all the same', async () => {
    expect(await read({ origin: undefined, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })).toBe(
      403,
    )
    expect(
      await read({ origin: undefined, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }),
    ).toBe(200)
    expect(await read({ origin: undefined, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).toBe(
      200,
    )
  })

  it('comes with headers that keep it where it belongs', async () => {
    const { headers } = await browser.get('/api/people')
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    for (const name of ['access-control-allow-origin', 'strict-transport-security', 'x-powered-by', 'server'])
      expect(headers).not.toHaveProperty(name)
  })
})

describe('the host that is asked for', () => {
  it.each(['evil.example', '127.0.0.1.evil.example', 'user@localhost', 'localhost/x', '10.0.0.1'])(
    'is one of ours: not "%s"',
    async (host) => {
      expect(await read({ host, origin: undefined })).toBe(403)
    },
  )
})

describe('from elsewhere', () => {
  const settings = siteSettings({
    host: '0.0.0.0',
    insecure: false,
    env: { MUSTER_ORIGIN: 'https://muster.example.com', MUSTER_PROXIES: '10.0.0.5, 10.1.0.0/16' },
  })
  const own = { host: 'muster.example.com', origin: 'https://muster.example.com' }
  const through = { ...own, 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9' }
  const at = (address: string, headers: Record<string, string>) =>
    openBrowser(world, { ...settings, address, headers })

  it('is answered through a proxy that was named, with a cookie that only TLS and this host may set', async () => {
    const { email } = await anAccount(world)
    const visitor = at('10.1.2.3', through)
    const { status, headers } = await visitor.post('/api/session', { email, password })
    expect(status).toBe(200)
    expect([headers['set-cookie']].flat()[0]).toMatch(
      /^__Host-muster=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
    const { body } = await visitor.get<{ items: { address: string }[] }>('/api/account/sessions')
    expect(body.items.map(({ address }) => address)).toEqual(['203.0.113.9'])
  })

  it('takes nobody else’s word for where a request comes from', async () => {
    const { email } = await anAccount(world)
    const liar = at('198.51.100.7', through)
    const { status, body } = await liar.post<Refusal>('/api/session', { email, password })
    expect([status, body.detail]).toEqual([403, expect.stringContaining('MUSTER_PROXIES')])
  })

  it('is refused in the clear, also through the proxy', async () => {
    const clear = at('10.0.0.5', { ...own, origin: 'http://muster.example.com', 'x-forwarded-proto': 'http' })
    expect((await clear.get('/api/health')).status).toBe(403)
  })

  it('never uses the cookie of one way on the other', async () => {
    const visitor = at('10.0.0.5', through)
    visitor.hold('muster', browser.cookies.get('muster'))
    expect((await visitor.get('/api/session')).status).toBe(401)
  })

  it.each([
    ['an address beyond this machine without TLS', { host: '0.0.0.0', insecure: false, env: {} }, '--host'],
    [
      'an origin that is none',
      { host: '127.0.0.1', insecure: false, env: { MUSTER_ORIGIN: 'muster.example.com' } },
      'MUSTER_ORIGIN',
    ],
  ])('needs settings that fit: %s', (_, said, name) => {
    expect(() => siteSettings(said)).toThrow(name)
  })
})
