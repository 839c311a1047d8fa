import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../test/world.ts'
import { owner } from '../kit/rights.ts'
import { entranceOf } from './entrance.ts'
import { openHttp } from './http.ts'
import { routes } from './routes.ts'
import { serveWebApp } from './web-app.ts'
import type { WebFile, WebFiles } from './web-files.ts'

const file = (more: Partial<WebFile>): WebFile => ({
  type: 'text/javascript; charset=utf-8',
  immutable: true,
  body: Buffer.from('plain'),
  br: Buffer.from('brotli'),
  gzip: Buffer.from('gzip'),
  ...more,
})

const web: WebFiles = {
  page: '<html data-session="{{session}}" data-zone="{{zone}}"><meta name="csp-nonce" content="{{nonce}}"></html>',
  files: new Map([
    ['/assets/app-1a2b.js', file({})],
    ['/mark.svg', file({ type: 'image/svg+xml', immutable: false, br: undefined, gzip: undefined })],
  ]),
}

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

async function get(url: string, headers: Record<string, string> = {}, files: WebFiles | undefined = web) {
  const app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(owner('ada')) })
  serveWebApp(app, files, world.ctx.zone)
  const answer = await app.inject({ url, headers })
  await app.close()
  return answer
}

describe('the page of the web app', () => {
  it.each(['/', '/people', '/integrations/int_1', '/people?search=a.b'])(
    'stands at every address it draws: %s',
    async (url) => {
      const { statusCode, headers, body } = await get(url)
      expect(statusCode).toBe(200)
      expect(headers['cache-control']).toBe('no-cache')
      expect(body).toContain('data-session="none" data-zone="Europe/Berlin"')
    },
  )

  it('lets only our own files run, and styles with a nonce that is new each time', async () => {
    const [first, second] = [await get('/'), await get('/')]
    const nonce = /content="([\w-]{20,})"/.exec(first.body)?.[1]
    const policy = String(first.headers['content-security-policy'])
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(policy).toMatch(/default-src 'none'; script-src 'self';/)
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe|https?:/)
    expect(second.body).not.toContain(nonce)
  })

  it('says whether this browser has kept a session, and nothing of it', async () => {
    const { body } = await get('/', { cookie: 'theme=x; muster=secret' })
    expect(body).toContain('data-session="kept"')
    expect(body).not.toContain('secret')
  })

  it('says how to get it where it was not built', async () => {
    const app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(owner('ada')) })
    serveWebApp(app, undefined, 'UTC')
    const { statusCode, body } = await app.inject({ url: '/' })
    expect([statusCode, JSON.parse(body).detail]).toEqual([404, expect.stringContaining('npm run build')])
    await app.close()
  })
})

describe('its files', () => {
  it.each([
    ['gzip, deflate, br', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['identity', undefined, 'plain'],
  ])('come as the browser takes them: %s', async (accepted, encoding, body) => {
    const answer = await get('/assets/app-1a2b.js', { 'accept-encoding': accepted })
    expect([answer.headers['content-encoding'], answer.body]).toEqual([encoding, body])
    expect(answer.headers.vary).toBe('accept-encoding')
  })

  it('are kept forever where their name changes with them, and asked for again where it does not', async () => {
    const kept = await get('/assets/app-1a2b.js')
    const asked = await get('/mark.svg')
    expect([kept.headers['cache-control'], asked.headers['cache-control']]).toEqual([
      'public, max-age=31536000, immutable',
      'no-cache',
    ])
  })

  it.each(['/assets/gone.js', '/../package.json', '/%2e%2e/package.json', '/.env', '/api', '/api/nothing'])(
    'are only those that were built: %s',
    async (url) => {
      const { statusCode, headers } = await get(url)
      expect(statusCode).toBe(404)
      expect(headers['content-type']).toContain('application/problem+json')
    },
  )
})
