import { expect, it } from 'vitest'
import { sections } from './sections.ts'

it('what a load is of belongs to one section', () => {
  const all = sections.flatMap(({ of }) => of)
  expect(new Set(all).size).toBe(all.length)
  expect(all).toContain('users')
})
