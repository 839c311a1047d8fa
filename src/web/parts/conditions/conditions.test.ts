import { expect, it } from 'vitest'
import { operatorsOf } from '../../../lib/condition/asked-field.ts'
import { asConditions, asGroup, askInstead, conditionText, newRule, questions } from './conditions.ts'

it('what can be asked here is what the engine answers', () => {
  const asked = Object.entries(questions).map(([type, all]) => [type, all.map(({ operator }) => operator)])
  expect(operatorsOf).toMatchObject(Object.fromEntries(asked))
})

it('asking something else keeps the value where it fits', () => {
  const rule = { field: 'email', operator: 'equals', value: 'a@example.com' } as const
  expect(askInstead(rule, 'contains', true, 'text')).toEqual({
    field: 'email',
    operator: 'contains',
    value: 'a@example.com',
    not: true,
  })
  expect(askInstead(rule, 'empty', false, 'text')).toEqual({ field: 'email', operator: 'empty' })
  expect(askInstead(rule, 'in', false, 'text')).toEqual({ field: 'email', operator: 'in', value: [] })
  expect(askInstead(rule, 'before-days', false, 'datetime').value).toBe(30)
})

it('a new rule asks for a value', () => {
  expect(newRule('email', 'text')).toEqual({ field: 'email', operator: 'equals', value: '' })
  expect(newRule('groups', 'list')).toEqual({ field: 'groups', operator: 'contains', value: '' })
  expect(newRule('active', 'boolean')).toEqual({ field: 'active', operator: 'equals', value: true })
})

it('conditions read as a sentence', () => {
  const condition = {
    combine: 'and',
    rules: [
      { field: 'isInactive', operator: 'equals', value: false },
      {
        combine: 'or',
        rules: [
          { field: 'email', operator: 'ends', value: '@example.com', not: true },
          { field: 'type', operator: 'empty' },
        ],
      },
    ],
  } as const
  expect(conditionText(condition, (field) => field)).toBe(
    'isInactive is no and (email does not end with @example.com or type is empty)',
  )
})

it('no rule is no condition, and one rule is a group of one', () => {
  expect(asConditions(asGroup(null))).toBeNull()
  const rule = { field: 'email', operator: 'empty' } as const
  expect(asGroup(rule)).toEqual({ combine: 'and', rules: [rule] })
})
