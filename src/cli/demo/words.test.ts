import { expect, it } from 'vitest'
import { changesText } from './words.ts'

it('tells what happened at the vendor, and nothing that did not', () => {
  expect(changesText({ rename: ['a', 'b'], reactivate: ['c'], deactivate: [] })).toBe(
    '  2 users have another last name\n  1 user is back',
  )
})
