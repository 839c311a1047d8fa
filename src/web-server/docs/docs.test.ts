import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newWorld, type World } from '../../../test/world.ts'
import { defineRoute, nothing } from '../../kit/route.ts'
import { entranceOf } from '../entrance.ts'
import { openHttp } from '../http.ts'
import { routes } from '../routes.ts'
import { html } from './html.ts'

let world: World
let page: string
let policy: string
beforeAll(async () => {
  world = await newWorld()
  const app = openHttp({ parts: world.ctx, routes, entrance: entranceOf(world.ctx.actor) })
  const answer = await app.inject('/api/docs')
  page = answer.body
  policy = String(answer.headers['content-security-policy'])
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
})
afterAll(() => world.close())

it('the page has every operation, with how to ask it', () => {
  for (const { method, path, summary } of routes) {
    expect(page).toContain(html`<code>${path.replace(/:(\w+)/g, '{$1}')}</code> <span>${summary}</span>`.html)
    expect(page).toContain(
      `${method === 'get' ? 'curl' : `-X ${method.toUpperCase()}`} $MUSTER_ORIGIN${path.replace(/:(\w+)/g, '{$1}')}`,
    )
  }
})

it('the page tells bodies, limits, what is usual, and how an answer comes that is not one document', () => {
  const { html: said } = html`${'"connector":"planhat","load":"users"'}`
  for (const text of [
    said,
    'At most 120 characters',
    'When left out: <code>&quot;false&quot;</code>',
    'A field of the load',
    'What an expression makes of the record',
    'The same for everybody',
    'The answer goes on as server-sent events',
    'The answer comes as lines of JSON',
  ])
    expect(page).toContain(text)
})

it('the page asks nobody else and runs nothing, and its policy has it so', () => {
  expect(page).not.toMatch(/<script|<img|<link|\son\w+=|style=|src=|url\(/i)
  expect([...page.matchAll(/href="([^"]+)"/g)].filter(([, to]) => !/^(#|\/api\/)/.test(to ?? ''))).toEqual([])
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
  const hash = createHash('sha256').update(style).digest('base64')
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
})

it('every address within the page leads somewhere, and no two places have one name', () => {
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [, to] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to)
})

it('text is text, whatever is in it', () => {
  expect(html`<p>${'<b onclick="x">&'}</p>`.html).toBe('<p>&lt;b onclick=&quot;x&quot;&gt;&amp;</p>')
})

it('a route that will go says so in each answer, in the description and on the page', async () => {
  const old = defineRoute({
    method: 'get',
    path: '/api/old',
    summary: 'Is old',
    needs: 'anyone',
    deprecated: { since: '2026-01-31', sunset: '2026-09-30', instead: 'Use GET /api/people.' },
    output: nothing,
    status: 204,
    run: async () => undefined,
  })
  const app = openHttp({ parts: world.ctx, routes: [old], entrance: entranceOf(world.ctx.actor) })
  const { headers } = await app.inject('/api/old')
  expect(headers).toMatchObject({
    deprecation: '@1769817600',
    sunset: 'Wed, 30 Sep 2026 00:00:00 GMT',
    link: '</api/docs>; rel="deprecation"; type="text/html"',
  })
  expect((await app.inject('/api/docs')).body).toContain('may be gone from 2026-09-30. Use GET /api/people.')
})
