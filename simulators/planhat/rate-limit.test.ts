import { expect, it } from 'vitest'
import { initialKnobs, type Knobs } from './knobs.ts'
import { countRequest, createMeter, rateHeaders } from './rate-limit.ts'
import { goodHeaders, trySimulator } from './testing.ts'

const now = Date.UTC(2026, 0, 1)
const allowed = (knobs: Knobs, times: readonly number[]) => {
  const meter = createMeter(now, knobs)
  return times.map((time) => countRequest(meter, knobs, now + time))
}

it('allows 200 calls in a window and counts anew in the next', () => {
  const times = Array.from({ length: 202 }, (_, place) => place * 10)
  const found = allowed(initialKnobs, [...times, 60_000])
  expect(found.indexOf(false)).toBe(200)
  expect(found.at(-1)).toBe(true)
})

it('allows 150 requests at once, and more as seconds go by', () => {
  const found = allowed(initialKnobs, [...Array<number>(151).fill(0), 10])
  expect(found.indexOf(false)).toBe(150)
  expect(found.at(-1)).toBe(true)
})

it('allows only so many in flight', () => {
  const meter = { ...createMeter(now, initialKnobs), inFlight: 50 }
  expect(countRequest(meter, initialKnobs, now)).toBe(false)
})

it.each([
  ['delta', { 'x-ratelimit-limit': '200', 'x-ratelimit-remaining': '199', 'x-ratelimit-reset': '60' }],
  ['epoch-s', { 'x-ratelimit-reset': String(now / 1000 + 60) }],
  ['epoch-ms', { 'x-ratelimit-reset': String(now + 60_000) }],
  ['2017', { 'X-Rate-Limit-Limit': '200', 'X-Rate-Limit-Remaining': '199' }],
  ['none', {}],
] as const)('spells its headers in the style %s', (style, expected) => {
  const knobs = { ...initialKnobs, rateHeaders: style }
  const meter = createMeter(now, knobs)
  countRequest(meter, knobs, now)
  expect(rateHeaders(meter, knobs, now)).toMatchObject(expected)
})

it.each([
  ['absent', /^none$/],
  ['seconds', /^(59|60)$/],
  ['date', / GMT$/],
  ['garbage', /^soon$/],
  ['zero', /^0$/],
  ['huge', /^3600$/],
] as const)('answers 429 with Retry-After %s', async (retryAfter, pattern) => {
  await using tried = await trySimulator({ knobs: { rateLimit: true, rateCalls: 1, retryAfter } })
  expect((await tried.ask('/users')).headers.get('x-ratelimit-remaining')).toBe('0')
  const busy = await tried.ask('/users')
  expect(busy.status).toBe(429)
  expect(busy.headers.get('retry-after') ?? 'none').toMatch(pattern)
  expect(busy.headers.get('x-ratelimit-limit')).toBe('1')
})

it('counts each token by itself', async () => {
  await using tried = await trySimulator({
    tokens: ['sim-token', 'second'],
    knobs: { rateLimit: true, rateCalls: 1 },
  })
  const second = { authorization: 'Bearer second' }
  expect((await tried.ask('/users')).status).toBe(200)
  expect((await tried.ask('/users', second)).status).toBe(200)
  expect((await tried.ask('/users', second)).status).toBe(429)
})

it('lets go of a request in flight when it is answered', async () => {
  await using tried = await trySimulator({ knobs: { rateLimit: true, rateInFlight: 1 } })
  tried.simulator.setFaults([{ id: 'F4', variant: 'stall', times: 1, with: { ms: 50 } }])
  const slow = await fetch(`${tried.simulator.origin}/users`, { headers: goodHeaders })
  expect((await tried.ask('/users')).status).toBe(429)
  await slow.text()
  await expect.poll(() => tried.ask('/users').then(({ status }) => status)).toBe(200)
})
