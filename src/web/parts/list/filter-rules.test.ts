import { expect, it } from 'vitest'
import { changedByRule, hasRule, runIn, toggleRule, withoutRun, withValue } from './filter-rules.ts'

it('a quick filter is added to what is asked, and taken away again', () => {
  const both = toggleRule('name eq "a" or name eq "b"', 'email empty')
  expect(both).toBe('(name eq "a" or name eq "b") and email empty')
  expect(hasRule(both, 'email empty')).toBe(true)
  expect(toggleRule(both, 'email empty')).toBe('(name eq "a" or name eq "b")')
  expect(toggleRule(undefined, 'email empty')).toBe('email empty')
  expect(toggleRule('email empty', 'email empty')).toBeUndefined()
})

it('a quick filter of two rules is added and taken away as a whole', () => {
  const both = 'personId empty and reason empty'
  expect(hasRule('personId empty', both)).toBe(false)
  expect(toggleRule('personId empty', both)).toBe(both)
  expect(toggleRule('active eq false', both)).toBe(`active eq false and ${both}`)
  expect(hasRule(`active eq false and ${both}`, both)).toBe(true)
  expect(toggleRule(`active eq false and ${both}`, both)).toBe('active eq false')
})

it('a rule within another group is not taken for a quick filter', () => {
  expect(hasRule('email empty or name empty', 'email empty')).toBe(false)
})

it('the run of a filter stands apart from what else is asked', () => {
  const both = toggleRule('email empty', changedByRule('run_1'))
  expect([runIn(both), withoutRun(both)]).toEqual(['run_1', 'email empty'])
  expect([runIn('email empty'), withoutRun('email empty')]).toEqual([undefined, 'email empty'])
  expect([runIn('changedBy not eq "run_1"'), withoutRun(changedByRule('run_1'))]).toEqual([
    undefined,
    undefined,
  ])
})

it('a group is asked for in addition, once', () => {
  expect(withValue('name eq "a"', 'department', 'R "&" D')).toBe(
    'name eq "a" and department eq "R \\"&\\" D"',
  )
  expect(withValue(undefined, 'active', false)).toBe('active eq false')
  expect(withValue('department empty', 'department', null)).toBe('department empty')
})
