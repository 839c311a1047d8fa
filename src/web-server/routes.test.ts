import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newWorld, type World } from '../../test/world.ts'
import { rights } from '../kit/rights.ts'
import { routes } from './routes.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})
afterAll(() => world.close())

describe('rights', () => {
  const guarded = routes.filter(({ needs }) => !['anyone', 'known', 'signed-in'].includes(needs))
  const at = (path: string) => path.replace(/:\w+/g, 'x')

  it.each(guarded.map((route) => [route.method, route.path, route.needs] as const))(
    '%s %s is refused without %s',
    async (method, path, needs) => {
      const others = world.as(...rights.filter((right) => right !== needs))
      const answer = await others[method]<{ code: string; detail: string }>(at(path))
      expect([answer.status, answer.body.code]).toEqual([403, 'not.allowed'])
      expect(answer.body.detail).toContain(needs)
    },
  )

  it('are all used by some route', () => {
    const unused = rights.filter((right) => !guarded.some(({ needs }) => needs === right))
    expect(unused).toEqual([])
  })

  it('are needed by every route but those that lead in, or say what there is', () => {
    const free = routes
      .filter(({ needs }) => needs === 'anyone')
      .map(({ method, path }) => `${method} ${path}`)
    expect(free).toEqual([
      'get /api/setup',
      'post /api/setup',
      'get /api/sign-in',
      'get /api/oidc/:id/start',
      'get /api/oidc/:id/callback',
      'post /api/session',
      'get /api/session',
      'delete /api/session',
      'post /api/invitation',
      'post /api/reset',
      'post /api/session/link',
      'get /api/rights',
      'get /api/health',
      'get /api/openapi.json',
    ])
  })

  it('are not enough for what is about oneself: that is for whoever signed in', async () => {
    const own = routes.filter(({ needs }) => needs === 'signed-in')
    for (const { method, path } of own) expect((await world[method](at(path))).status).toBe(403)
  })
})

it('answers no request with a bug of ours, whatever is asked', async () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('', '0', '-1', '1e9', 'true', 'per_x', '%', "'", '\\', `per_${'0'.repeat(32)}`),
    fc
      .array(fc.string({ maxLength: 4 }))
      .map((key) => Buffer.from(JSON.stringify(key)).toString('base64url')),
  )
  const names = fc.constantFrom(
    'limit',
    'cursor',
    'filter',
    'sort',
    'fields',
    'search',
    'archived',
    'application',
    'unmatched',
    'kind',
    'x',
  )
  const listed = routes.filter(({ method }) => method === 'get')
  const asks = fc.tuple(fc.constantFrom(...listed), words, fc.array(fc.tuple(names, words), { maxLength: 3 }))
  await fc.assert(
    fc.asyncProperty(asks, async ([{ path }, id, query]) => {
      const encode = (text: string) => encodeURIComponent(text.toWellFormed())
      const asked = query.map(([name, word]) => `${name}=${encode(word)}`).join('&')
      const { status } = await world.get(`${path.replace(/:\w+/, encode(id) || 'x')}?${asked}`)
      expect(status).toBeLessThan(500)
    }),
    { numRuns: 300 },
  )
})
