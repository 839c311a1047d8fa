import { expect, it } from 'vitest'
import { operatorsOf } from '../../../lib/condition/asked-field.ts'
import { countsDays as engineCounts, operators } from '../../../lib/condition/condition.ts'
import { isDayWord } from '../../../lib/condition/day.ts'
import { asConditions, asGroup, askInstead, newRule } from './conditions.ts'
import { countsDays, dayWords, questions } from './questions.ts'

it('what can be asked here is what the engine answers', () => {
  const asked = Object.entries(questions).map(([type, all]) => [
    type,
    [...new Set(all.map(({ operator }) => operator))].toSorted(),
  ])
  const answered = Object.entries(operatorsOf).map(([type, all]) => [type, all.toSorted()])
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(answered))
  expect(Object.keys(dayWords).filter((word) => !isDayWord(word))).toEqual([])
  expect(operators.filter(countsDays)).toEqual(operators.filter(engineCounts))
})

it('asking something else keeps the value where it fits', () => {
  const rule = { field: 'email', operator: 'equals', value: 'a@example.com' } as const
  expect(askInstead(rule, { operator: 'contains', not: true }, 'text')).toEqual({
    field: 'email',
    operator: 'contains',
    value: 'a@example.com',
    not: true,
  })
  expect(askInstead(rule, { operator: 'empty' }, 'text')).toEqual({ field: 'email', operator: 'empty' })
  expect(askInstead(rule, { operator: 'in' }, 'text')).toEqual({ field: 'email', operator: 'in', value: [] })
})

it('asking for other days keeps the first of them', () => {
  const on = { field: 'seen', operator: 'equals', value: '2026-03-29' } as const
  const between = askInstead(on, { operator: 'between' }, 'datetime')
  expect(between.value).toEqual(['2026-03-29', ''])
  expect(askInstead(between, { operator: 'less' }, 'datetime').value).toBe('2026-03-29')
  const named = askInstead(on, { operator: 'equals', isNamed: true }, 'datetime')
  expect(named).toEqual({ field: 'seen', operator: 'equals', value: 'today' })
  expect(askInstead(named, { operator: 'equals' }, 'datetime').value).toBe('')
  expect(askInstead(on, { operator: 'last-days' }, 'datetime').value).toBe(30)
})

it('a new rule asks for a value', () => {
  expect(newRule('email', 'text')).toEqual({ field: 'email', operator: 'equals', value: '' })
  expect(newRule('groups', 'list')).toEqual({ field: 'groups', operator: 'contains', value: '' })
  expect(newRule('active', 'boolean')).toEqual({ field: 'active', operator: 'equals', value: true })
})

it('no rule is no condition, and one rule is a group of one', () => {
  expect(asConditions(asGroup(null))).toBeNull()
  const rule = { field: 'email', operator: 'empty' } as const
  expect(asGroup(rule)).toEqual({ combine: 'and', rules: [rule] })
})
