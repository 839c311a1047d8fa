import { describe, expect, it } from 'vitest'
import { owner } from '../kit/rights.ts'
import { type Knock, perMinute, rateLimits } from './rate-limits.ts'

const route = { method: 'get', path: '/api/people', isCostly: false } as const
const token = (id: string) => ({ ...owner('ada'), way: { kind: 'token', id } as const })
const nobody: Knock = { route, actor: undefined, address: '192.0.2.7' }

function openLimits() {
  let at = 0
  const limit = rateLimits({ now: () => at })
  /** How many of so many requests are refused. */
  const knock = (one: Knock, times = 1) =>
    Array.from({ length: times }, () => limit(one).refusal).filter(Boolean).length
  return {
    limit,
    knock,
    pass: (ms: number) => {
      at += ms
    },
  }
}

describe('within a minute', () => {
  it('somebody who is signed in has 600 requests, whoever shares the address', () => {
    const { knock } = openLimits()
    expect(knock({ ...nobody, actor: token('tok_1') }, perMinute.signedIn + 3)).toBe(3)
    expect(knock({ ...nobody, actor: token('tok_2') }, 10)).toBe(0)
  })

  it('an address that does not say who it is has 60, and so has a whole network of version 6', () => {
    const { knock } = openLimits()
    expect(knock(nobody, 62)).toBe(2)
    expect(knock({ ...nobody, address: '192.0.2.8' })).toBe(0)
    expect(knock({ ...nobody, address: '2001:db8::1' }, 60)).toBe(0)
    expect(knock({ ...nobody, address: '2001:db8:0:0:ffff::2' })).toBe(1)
    expect(knock({ ...nobody, address: '2001:db8:1::1' })).toBe(0)
  })

  it('a costly route is asked ten times, and the others go on', () => {
    const { knock } = openLimits()
    const actor = token('tok_1')
    expect(knock({ ...nobody, actor, route: { ...route, isCostly: true } }, 11)).toBe(1)
    expect(knock({ ...nobody, actor })).toBe(0)
  })

  it('and after it everything begins anew', () => {
    const { knock, pass } = openLimits()
    expect(knock(nobody, 61)).toBe(1)
    pass(60_000)
    expect(knock(nobody, 60)).toBe(0)
  })
})

it('says how much is left and until when, and how long to wait', () => {
  const { limit, knock, pass } = openLimits()
  expect(limit(nobody)).toEqual({
    headers: { 'ratelimit-policy': '"anonymous";q=60;w=60', ratelimit: '"anonymous";r=59;t=60' },
    refusal: undefined,
  })
  knock(nobody, 59)
  pass(12_500)
  const { headers, refusal } = limit(nobody)
  expect(headers.ratelimit).toBe('"anonymous";r=0;t=48')
  expect(refusal).toMatchObject({
    code: 'request.many',
    message: expect.stringContaining('go on in 48 seconds'),
  })
})

it('keeps count of so many callers only', () => {
  const { knock } = openLimits()
  const callers = Array.from({ length: 25_000 }, (_, at) => ({ ...nobody, address: `host-${at}` }))
  for (const caller of callers) knock(caller)
  expect(knock(nobody, 61)).toBe(1)
})
