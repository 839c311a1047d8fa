import { expect, it } from 'vitest'
import { seenIds } from './seen-ids.ts'

it('knows an id it has seen, and no other', () => {
  const seen = seenIds()
  expect([seen.add('a'), seen.add('b'), seen.add('a'), seen.add(''), seen.add('')]).toEqual([
    true,
    true,
    false,
    true,
    false,
  ])
  expect(seen.size).toBe(3)
})

it.each([0, 1, 0xdeadbeef])('tells 300,000 alike ids apart, with the seed %i', (seed) => {
  const seen = seenIds(seed)
  const id = (n: number) => `64a1f0c2b7e4d90012${n.toString(16).padStart(6, '0')}`
  let fresh = 0
  for (let n = 0; n < 300_000; n++) if (seen.add(id(n))) fresh++
  expect(fresh).toBe(300_000)
  for (let n = 0; n < 300_000; n += 7) if (seen.add(id(n))) fresh++
  expect(fresh).toBe(300_000)
})
