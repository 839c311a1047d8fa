import { expect, it } from 'vitest'
import { includes, including } from './include.ts'

const address = { field: 'email', operator: 'ends', value: '@example.com' } as const
const inactive = { field: 'isInactive', operator: 'equals', value: true, not: true } as const

it('everybody is let in until a rule leaves them out, and again when it goes', () => {
  expect(includes(null, 'isInactive')).toBe(true)
  const without = including(null, 'isInactive', false)
  expect(without).toEqual({ combine: 'and', rules: [inactive] })
  expect(includes(without, 'isInactive')).toBe(false)
  expect(includes(without, 'isRemoved')).toBe(true)
  expect(including(without, 'isInactive', true)).toBeNull()
})

it('other rules stay, also those of which one has to hold', () => {
  const either = { combine: 'or', rules: [address, { field: 'type', operator: 'empty' }] } as const
  const both = including(either, 'isInactive', false)
  expect(both).toEqual({ combine: 'and', rules: [either, inactive] })
  expect(including(both, 'isInactive', true)).toEqual({ combine: 'and', rules: [either] })
})

it('a rule that asks for the opposite leaves out, too', () => {
  const asked = { field: 'isInactive', operator: 'equals', value: false } as const
  expect(includes(asked, 'isInactive')).toBe(false)
  expect(including({ combine: 'and', rules: [address, asked] }, 'isInactive', true)).toEqual({
    combine: 'and',
    rules: [address],
  })
})
