import { describe, expect, it } from 'vitest'
import { countOf, countText } from './counts.ts'

describe('counts in sentences', () => {
  it.each([
    [0, '0'],
    [2000, '2,000'],
    [1234567.6, '1,234,568'],
  ])('writes %d as %s', (count, text) => {
    expect(countText(count)).toBe(text)
  })

  it('says one record, and two records', () => {
    expect([countOf(1, 'record'), countOf(2000, 'record'), countOf(2, 'person', 'people')]).toEqual([
      '1 record',
      '2,000 records',
      '2 people',
    ])
  })
})
