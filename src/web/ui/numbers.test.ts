import { expect, it } from 'vitest'
import { countOf, nounFor } from './numbers.ts'

it.each([
  [0, 'people', '0 people'],
  [1, 'person', '1 person'],
  [2000, 'people', '2,000 people'],
])('%i are called %s', (count, noun, text) => {
  expect(nounFor(count, 'person', 'people')).toBe(noun)
  expect(countOf(count, 'person', 'people')).toBe(text)
})
