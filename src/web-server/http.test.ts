import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { newWorld, type World } from '../../test/world.ts'
import { openConnections } from '../db/pool.ts'
import type { Ctx } from '../kit/ctx.ts'
import { owner } from '../kit/rights.ts'
import { defineRoute, nothing, type Route } from '../kit/route.ts'
import { AppError } from '../lib/errors.ts'
import { entranceOf } from './entrance.ts'
import { openHttp } from './http.ts'
import { rateLimits } from './rate-limits.ts'
import { routes } from './routes.ts'

const seen: unknown[] = []

const samples: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/samples/:id',
    summary: 'Takes something',
    needs: 'people:read',
    params: z.object({ id: z.string() }),
    query: z.object({ limit: z.coerce.number().int().max(9).default(5) }),
    input: z.object({
      name: z.string(),
      shape: z
        .union([
          z.strictObject({ side: z.number() }),
          z.strictObject({ radius: z.number(), unit: z.string() }),
        ])
        .optional(),
    }),
    output: z.object({ said: z.string() }),
    act: 'sample.taken',
    run: async (_, input) => {
      seen.push(input)
      const more = { said: input.name, token: 'never declared' }
      return more
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/wrong-answer',
    summary: 'Answers something else than it declares',
    needs: 'people:read',
    output: z.object({ count: z.number() }),
    // What a database can answer that the compiler was told otherwise of.
    run: async () => JSON.parse('{"count": "secret-of-the-house"}'),
  }),
  defineRoute({
    method: 'get',
    path: '/api/bug',
    summary: 'Breaks',
    needs: 'people:read',
    output: nothing,
    run: async () => {
      throw new Error('select hidden_column from person')
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/busy',
    summary: 'Is busy',
    needs: 'people:read',
    output: nothing,
    run: async () => {
      throw new AppError('vendor.busy', undefined, {}, new Error('the cause'))
    },
  }),
]

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

async function inject(
  options: InjectOptions,
  more: { parts?: Partial<Ctx>; routes?: readonly Route[] } = {},
) {
  const app = openHttp({
    parts: { ...world.ctx, ...more.parts },
    routes: more.routes ?? samples,
    entrance: entranceOf(owner('ada')),
  })
  const answer = await app.inject(options)
  await app.close()
  return answer
}

const post = (
  payload: string | object,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) => inject({ method: 'POST', url: '/api/samples/7', payload, headers })

describe('what a route gets', () => {
  it('is params, query and body in their types, as one object', async () => {
    await inject({ method: 'POST', url: '/api/samples/7?limit=3', payload: { name: 'x' } })
    expect(seen.at(-1)).toEqual({ id: '7', limit: 3, name: 'x' })
  })

  it('is nothing that was not declared, and every problem is named at its field', async () => {
    const { statusCode, body } = await inject({
      method: 'POST',
      url: '/api/samples/7?limit=10&limt=1',
      payload: { nmae: 'x', shape: { radius: 'wide', unit: 'm' } },
    })
    expect(statusCode).toBe(422)
    const { code, problems } = JSON.parse(body)
    expect(code).toBe('input.invalid')
    expect(problems).toEqual([
      { field: 'limit', message: expect.stringContaining('9') },
      { field: 'limt', message: 'is not known here' },
      { field: 'name', message: 'is missing' },
      { field: 'shape.radius', message: expect.stringContaining('number') },
      { field: 'nmae', message: 'is not known here' },
    ])
    expect(body).not.toContain('wide')
  })

  it.each([
    ['the same parameter twice', '/api/samples/7?limit=1&limit=2', 'limit'],
    ['no number', '/api/samples/7?limit=many', 'limit'],
  ])('refuses %s', async (_, url, field) => {
    const { statusCode, body } = await inject({ method: 'POST', url, payload: { name: 'x' } })
    expect([statusCode, JSON.parse(body).problems[0].field]).toEqual([422, field])
  })
})

describe('the body', () => {
  it('that is empty is none, though its type is told', async () => {
    const { statusCode, body } = await post('')
    expect([statusCode, JSON.parse(body).problems]).toEqual([422, [{ field: 'name', message: 'is missing' }]])
  })

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'Application/JSON',
  ])('may be %s', async (type) => {
    expect((await post('{"name":"x"}', { 'content-type': type })).statusCode).toBe(200)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json\ta',
    'application/json; charset=utf-16',
    'application/jsonx',
    'application/ld+json',
    'text/plain; a=application/json',
    '',
  ])('may not be "%s"', async (type) => {
    const { statusCode, body } = await post('{"name":"x"}', { 'content-type': type })
    expect([statusCode, JSON.parse(body).code]).toEqual([415, 'request.type'])
  })

  it.each([
    ['broken', '{"name":', 400],
    ['nothing', 'null', 422],
    ['a list', '[{"name":"x"}]', 422],
    ['a prototype', '{"name":"x","__proto__":{"admin":true}}', 400],
    ['a constructor', '{"name":"x","constructor":{"prototype":{}}}', 400],
    ['deep', `{"name":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400],
    ['U+0000', '{"name":"a\\u0000b"}', 400],
    ['not UTF-8', Buffer.from('7b226e616d65223a22ff227d', 'hex'), 400],
    ['larger than 1 MiB', JSON.stringify({ name: 'x'.repeat(1024 * 1024) }), 413],
  ])('that is %s is refused', async (_, payload, status) => {
    const { statusCode, headers } = await post(payload)
    expect(statusCode).toBe(status)
    expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  })

  it('may have brackets in its texts', async () => {
    expect((await post({ name: '[{"'.repeat(100) })).statusCode).toBe(200)
  })
})

it.each(['/api/people?search=a%00b', '/api/people/a%00b'])(
  'U+0000 in an address is refused: %s',
  async (url) => {
    const { statusCode, body } = await inject({ url }, { routes })
    expect([statusCode, JSON.parse(body)]).toEqual([
      400,
      expect.objectContaining({
        code: 'request.unreadable',
        detail: expect.stringContaining('The address has'),
      }),
    ])
  },
)

it('gives a request 10 seconds for its head and 30 for all of it', () => {
  const { server } = openHttp({ parts: world.ctx, routes, entrance: entranceOf(owner('ada')) })
  expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 30_000])
})

describe('an answer', () => {
  it('holds nothing that the route does not declare', async () => {
    expect(JSON.parse((await post({ name: 'x' })).body)).toEqual({ said: 'x' })
  })

  it('of another shape than declared does not leave', async () => {
    const { statusCode, body } = await inject({ url: '/api/wrong-answer' })
    expect(statusCode).toBe(500)
    expect(body).not.toContain('secret-of-the-house')
  })

  it.each(['/api/wrong-answer', '/api/bug', '/api/nothing', '/api/samples/%', '/api/health'])(
    'is never kept by a browser or guessed at: %s',
    async (url) => {
      const { headers } = await inject({ url }, { routes: [...samples, ...routes] })
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    },
  )
})

describe('whoever asks too often', () => {
  it('is told to wait, before anything is done, and others go on', async () => {
    const app = openHttp({
      parts: world.ctx,
      routes: samples,
      entrance: entranceOf({ ...owner('ada'), way: { kind: 'token', id: 'tok_1' } }),
      limits: rateLimits({ now: () => 0 }),
    })
    const ask = () => app.inject({ method: 'POST', url: '/api/samples/7', payload: { name: 'x' } })
    const first = await ask()
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"signed-in";q=600;w=60',
      ratelimit: '"signed-in";r=599;t=60',
    })
    for (let asked = 1; asked < 600; asked++) await ask()
    const done = seen.length
    const { statusCode, headers, body } = await ask()
    expect([statusCode, headers['retry-after'], JSON.parse(body).code]).toEqual([429, '60', 'request.many'])
    expect(seen).toHaveLength(done)
    await app.close()
  })

  it('is told to say first who it is, where that is wanted', async () => {
    const entrance = { ...entranceOf(owner('ada')), actor: async () => undefined }
    const limits = rateLimits({ now: () => 0 })
    const app = openHttp({ parts: world.ctx, routes, entrance, limits })
    const asked = { method: 'POST', url: '/api/activity/verification', payload: {} } as const
    const statuses = []
    for (let at = 0; at < 70; at++) statuses.push((await app.inject(asked)).statusCode)
    expect(new Set(statuses)).toEqual(new Set([401]))
    expect((await app.inject('/api/sign-in')).statusCode).toBe(429)
    await app.close()
  })
})

describe('a fault', () => {
  it('that is a bug is logged with its request and tells nothing', async () => {
    const { statusCode, body, headers } = await inject({ url: '/api/bug' })
    expect(statusCode).toBe(500)
    expect(JSON.parse(body)).toEqual({
      type: 'urn:muster:problem:server.fault',
      title: 'Something went wrong here, and was logged',
      status: 500,
      detail: 'Something went wrong here, and was logged',
      code: 'server.fault',
    })
    const line = JSON.parse(world.logged.at(-1) ?? '')
    expect(line).toMatchObject({ level: 'error', request: headers['x-request-id'] })
    expect(line.err.message).toBe('select hidden_column from person')
  })

  it('that may pass says when to try again', async () => {
    const { statusCode, headers, body } = await inject({ url: '/api/busy' })
    expect([statusCode, headers['retry-after']]).toEqual([503, '5'])
    expect(body).not.toContain('the cause')
  })

  it('of the database that cannot be reached is one that may pass', async () => {
    const db = openConnections('postgresql://nobody@127.0.0.1:1/none')
    const { statusCode, headers, body } = await inject({ url: '/api/people' }, { parts: { db }, routes })
    expect([statusCode, headers['retry-after'], JSON.parse(body).code]).toEqual([503, '5', 'database.down'])
    expect(body).not.toContain('127.0.0.1')
    await db.pool.end()
  })

  it('is told of what is not there, and of what cannot be done there', async () => {
    const missing = await inject({ url: '/api/nothing?token=x' })
    expect([missing.statusCode, JSON.parse(missing.body).code]).toEqual([404, 'not.found'])
    expect(missing.body).not.toContain('token')
    const wrong = await inject({ method: 'DELETE', url: '/api/samples/7' })
    expect([wrong.statusCode, JSON.parse(wrong.body).code]).toEqual([405, 'request.method'])
    expect(wrong.headers.allow).toBe('POST')
    for (const method of ['TRACE', 'QUERY'])
      expect((await inject({ method: method as 'GET', url: '/api/samples/7' })).statusCode).toBe(405)
  })
})

describe('a server', () => {
  it('does not start with a route that names no right', () => {
    const [route] = samples
    // As a route written in plain JavaScript could be.
    const careless = { ...route, needs: undefined } as unknown as Route
    const start = () => openHttp({ parts: world.ctx, routes: [careless], entrance: entranceOf(owner('ada')) })
    expect(start).toThrow('does not say which right it needs')
  })

  it('does not start with a route that takes a name from two places', () => {
    const id = z.object({ id: z.string() })
    const twice = defineRoute({
      method: 'post',
      path: '/api/twice/:id',
      summary: 'Takes an id twice',
      needs: 'people:read',
      params: id,
      input: id,
      output: nothing,
      act: 'sample.taken',
      run: async () => undefined,
    })
    const start = () => openHttp({ parts: world.ctx, routes: [twice], entrance: entranceOf(owner('ada')) })
    expect(start).toThrow('takes "id" from two places')
  })
})
