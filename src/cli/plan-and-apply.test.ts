import { describe, expect, it } from 'vitest'
import { intentOf } from './plan-and-apply.ts'

describe('how far a command goes', () => {
  it.each([
    [{}, 'ask'],
    [{ plan: true }, 'plan'],
    [{ apply: true }, 'apply'],
    [{ yes: true }, 'apply'],
  ])('with %j is: %s', (flags, intent) => {
    expect(intentOf(flags)).toBe(intent)
  })

  it.each([
    { plan: true, apply: true },
    { plan: true, yes: true },
  ])('is not said by %j', (flags) => {
    expect(() => intentOf(flags)).toThrow('--plan: looks only')
  })
})
