import { describe, expect, it } from 'vitest'
import planhat from '../../connectors/planhat.ts'
import { date } from '../connect/manifest.ts'
import type { Condition, Operator } from '../lib/condition/condition.ts'
import { conditionProblems } from '../lib/condition/problems.ts'
import type { Json, Value } from '../lib/value.ts'
import { compileConditions } from './conditions.ts'
import type { Facts } from './mapping/facts.ts'
import { loadFields } from './mapping/load-fields.ts'

/** Noon of the first day of March, in Berlin. */
const moment = { now: Date.parse('2026-03-01T11:00:00Z'), zone: 'Europe/Berlin' }
const fields = loadFields(planhat.loads.users, { 'custom.left': date('Left on', 'custom.left') })

function factsOf(values: Record<string, Value>, problems: Record<string, string> = {}): Facts {
  const account = { role: undefined, active: undefined, removed: undefined, lastActiveAt: undefined }
  return { id: 'a', fields: values, account, software: undefined, problems }
}

function takesPart(condition: Condition, values: Record<string, Value>) {
  return compileConditions(condition, fields, moment)(factsOf(values))
}

function rule(field: string, operator: Operator, value?: Json): Condition {
  return { field, operator, ...(value === undefined ? {} : { value }) }
}

describe('a rule', () => {
  it.each<[string, Operator, Json | undefined, Value, boolean]>([
    ['type', 'equals', 'User', 'uSER', true],
    ['type', 'equals', 'user', 'users', false],
    ['type', 'equals', ' user ', 'user', true],
    ['type', 'contains', 'SE', 'user', true],
    ['type', 'contains', 'x', 'user', false],
    ['type', 'starts', 'us', 'User', true],
    ['type', 'starts', 'se', 'User', false],
    ['type', 'ends', 'ER', 'user', true],
    ['type', 'ends', 'us', 'user', false],
    ['type', 'in', ['admin', 'User'], 'user', true],
    ['type', 'in', ['admin'], 'user', false],
    ['type', 'empty', undefined, 'user', false],
    ['version', 'equals', '13', 13, true],
    ['version', 'greater', 12, 13, true],
    ['version', 'greater', 13, 13, false],
    ['version', 'less', 14, 13, true],
    ['version', 'less', 13, 13, false],
    ['version', 'in', [1, '13'], 13, true],
    ['isInactive', 'equals', true, true, true],
    ['isInactive', 'equals', 'true', true, true],
    ['isInactive', 'equals', false, true, false],
    ['version', 'between', [12, '13'], 13, true],
    ['version', 'between', [14, 20], 13, false],
    // A day is the whole day in Berlin, an hour before UTC.
    ['creationDate', 'equals', '2026-01-01', '2025-12-31T23:00:00.000Z', true],
    ['creationDate', 'equals', '2026-01-01', '2026-01-01T23:00:00.000Z', false],
    ['creationDate', 'greater', '2026-01-01', '2026-01-01T22:59:59.999Z', false],
    ['creationDate', 'greater', '2026-01-01', '2026-01-01T23:00:00.000Z', true],
    ['creationDate', 'less', '2026-01-01', '2025-12-31T22:59:59.999Z', true],
    ['creationDate', 'less', '2026-01-01', '2025-12-31T23:00:00.000Z', false],
    ['creationDate', 'less', '2026-01-01T01:00:00+01:00', '2025-12-31T23:59:59.999Z', true],
    ['creationDate', 'less', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', false],
    ['creationDate', 'between', ['2026-01-01', '2026-01-02'], '2026-01-02T22:59:59.999Z', true],
    ['creationDate', 'between', ['2026-01-01', '2026-01-02'], '2026-01-02T23:00:00.000Z', false],
    ['creationDate', 'between', ['2026-01-01T08:00:00Z', 'today'], '2026-01-01T08:00:00.000Z', true],
    ['creationDate', 'between', ['2026-01-01T08:00:00Z', 'today'], '2026-03-01T23:00:00.000Z', false],
    ['creationDate', 'equals', '9999-12-31', '9999-12-31T12:00:00.000Z', true],
    ['creationDate', 'greater', '9999-12-31', '9999-12-31T12:00:00.000Z', false],
    // 30 days before the first of March is the last but one of January.
    ['creationDate', 'before-days', 30, '2026-01-29T22:59:59.999Z', true],
    ['creationDate', 'before-days', 30, '2026-01-29T23:00:00.000Z', false],
    ['creationDate', 'last-days', 30, '2026-01-29T23:00:00.000Z', true],
    ['creationDate', 'last-days', 30, '2026-03-01T22:59:59.999Z', true],
    ['creationDate', 'last-days', 30, '2026-03-01T23:00:00.000Z', false],
    ['creationDate', 'before-days', 0, '2026-03-01T08:00:00.000Z', false],
    ['creationDate', 'after-days', 7, '2026-03-08T23:00:00.000Z', true],
    ['creationDate', 'after-days', 7, '2026-03-08T22:59:59.999Z', false],
    ['creationDate', 'next-days', 7, '2026-03-08T22:59:59.999Z', true],
    ['creationDate', 'next-days', 7, '2026-02-28T22:59:59.999Z', false],
    ['creationDate', 'equals', 'yesterday', '2026-02-28T22:59:59.999Z', true],
    ['creationDate', 'equals', 'this-month', '2026-03-31T21:59:59.999Z', true],
    ['creationDate', 'equals', 'this-month', '2026-03-31T22:00:00.000Z', false],
    ['creationDate', 'equals', 'last-month', '2026-01-31T23:00:00.000Z', true],
    ['creationDate', 'less', 'last-month', '2026-01-31T22:59:59.999Z', true],
    // The first of March 2026 is a Sunday, with which the week ends.
    ['creationDate', 'equals', 'this-week', '2026-03-01T22:59:59.999Z', true],
    ['creationDate', 'equals', 'this-week', '2026-02-22T22:59:59.999Z', false],
    ['creationDate', 'equals', 'last-week', '2026-02-22T22:59:59.999Z', true],
    ['creationDate', 'equals', 'last-quarter', '2025-12-31T22:59:59.999Z', true],
    ['creationDate', 'equals', 'last-quarter', '2025-09-30T21:59:59.999Z', false],
    ['creationDate', 'greater', 'this-year', '2026-12-31T23:00:00.000Z', true],
    ['custom.left', 'before-days', 1, '2026-02-01T00:00:00.000Z', true],
    ['teams', 'contains', 'Blue', ['red', 'blue'], true],
    ['teams', 'contains', 'blu', ['red', 'blue'], false],
    ['teams', 'contains', '7', [7], true],
    ['teams', 'empty', undefined, [], true],
    ['teams', 'empty', undefined, ['red'], false],
  ])('%s %s %j is, of %j, %j', (field, operator, value, fact, expected) => {
    const one = { field, operator, ...(value === undefined ? {} : { value }) }
    expect(takesPart(one, { [field]: fact })).toEqual({ takesPart: expected })
    expect(takesPart({ ...one, not: true }, { [field]: fact })).toEqual({ takesPart: !expected })
  })

  it.each<[string, Operator, Json]>([
    ['type', 'equals', 'user'],
    ['type', 'contains', 'u'],
    ['type', 'starts', 'u'],
    ['type', 'ends', 'r'],
    ['type', 'in', ['user']],
    ['isInactive', 'equals', true],
    ['isInactive', 'equals', false],
    ['version', 'greater', 0],
    ['version', 'less', 1],
    ['creationDate', 'before-days', 30],
    ['creationDate', 'after-days', 30],
    ['creationDate', 'last-days', 30],
    ['creationDate', 'equals', 'today'],
    ['version', 'between', [0, 1]],
    ['teams', 'contains', 'red'],
  ])('%s %s %j does not fit what is missing or empty, and its opposite does', (field, operator, value) => {
    for (const fact of [undefined, null]) {
      expect(takesPart({ field, operator, value }, { [field]: fact })).toEqual({ takesPart: false })
      expect(takesPart({ field, operator, value, not: true }, { [field]: fact })).toEqual({ takesPart: true })
    }
  })

  it('finds what is missing or empty with "empty"', () => {
    expect(takesPart(rule('type', 'empty'), {})).toEqual({ takesPart: true })
    expect(takesPart(rule('type', 'empty'), { type: null })).toEqual({ takesPart: true })
    expect(takesPart({ ...rule('type', 'empty'), not: true }, {})).toEqual({ takesPart: false })
  })
})

describe('conditions', () => {
  const user = rule('type', 'equals', 'user')
  const inactive = rule('isInactive', 'equals', true)
  const recent = rule('version', 'greater', 10)

  it.each<[Condition, boolean]>([
    [{ combine: 'and', rules: [user, recent] }, true],
    [{ combine: 'and', rules: [user, inactive] }, false],
    [{ combine: 'or', rules: [user, inactive] }, true],
    [{ combine: 'or', rules: [inactive] }, false],
    [{ combine: 'and', rules: [user, { combine: 'or', rules: [inactive, recent] }] }, true],
    [{ combine: 'or', rules: [inactive, { combine: 'and', rules: [user, inactive] }] }, false],
    [{ combine: 'and', rules: [] }, true],
    [{ combine: 'or', rules: [] }, true],
  ])('combine: %j', (condition, expected) => {
    const facts = { type: 'user', isInactive: false, version: 13 }
    expect(takesPart(condition, facts)).toEqual({ takesPart: expected })
  })

  it('cannot judge a record by a fact that cannot be read, and name it', () => {
    const judge = compileConditions({ combine: 'or', rules: [user, inactive] }, fields, moment)
    expect(
      judge(factsOf({ type: 'user' }, { isInactive: 'the text "perhaps" is neither true nor false' })),
    ).toEqual({
      problems: [
        {
          field: 'Is Inactive?',
          message: 'Conditions cannot read it: the text "perhaps" is neither true nor false',
        },
      ],
    })
  })

  it('do not mind an unreadable fact that they do not ask for', () => {
    const judge = compileConditions(user, fields, moment)
    expect(judge(factsOf({ type: 'user' }, { version: 'odd' }))).toEqual({ takesPart: true })
  })

  it('are refused with their problems when they cannot run', () => {
    expect(() => compileConditions(rule('type', 'greater', 1), fields, moment)).toThrow(
      'conditions: "greater" cannot be asked of Type',
    )
  })
})

describe('the check of conditions', () => {
  function nested(levels: number): Condition {
    return levels === 0 ? rule('type', 'empty') : { combine: 'and', rules: [nested(levels - 1)] }
  }

  it.each<[string, Condition, string]>([
    ['an unknown field', rule('shoeSize', 'empty'), 'There is no field "shoeSize" here; choose another'],
    ['an inherited name', rule('constructor', 'empty'), 'There is no field "constructor"'],
    [
      'greater on text',
      rule('type', 'greater', 'a'),
      '"greater" cannot be asked of Type, a text; possible are equals',
    ],
    ['days on a number', rule('version', 'before-days', 3), '"before-days" cannot be asked of Version'],
    ['equals on a list', rule('teams', 'equals', 'a'), '"equals" cannot be asked of Team Ids'],
    ['a word for a number', rule('version', 'equals', 'new'), 'Version equals: the text "new" is no number'],
    [
      'a word for a time',
      rule('creationDate', 'less', 'long ago'),
      'Creation Date less: the text "long ago"',
    ],
    ['no value', rule('type', 'equals'), 'Type equals: needs a value'],
    ['a blank value', rule('type', 'contains', '  '), 'Type contains: needs a value'],
    ['a list for one value', rule('type', 'equals', ['a']), 'Type equals: a list does not fit'],
    ['one value for a list', rule('type', 'in', 'a'), 'Type in: needs a list of 1 to 500 values'],
    ['one end', rule('version', 'between', [1]), 'Version between: needs two values, the first and the last'],
    [
      'a late beginning',
      rule('creationDate', 'between', ['2026-02-01', '2026-01-01']),
      'ends before it begins',
    ],
    ['an open end', rule('creationDate', 'between', ['today', '']), 'Creation Date between: needs a value'],
    ['an empty list', rule('type', 'in', []), 'Type in: needs a list of 1 to 500 values'],
    ['a blank in a list', rule('type', 'in', ['a', '']), 'Type in: needs a value'],
    [
      'half a day',
      rule('creationDate', 'after-days', 1.5),
      'Creation Date after-days: needs a whole number of days',
    ],
    [
      'days back',
      rule('creationDate', 'before-days', -1),
      'Creation Date before-days: needs a whole number of days',
    ],
    ['a value for empty', rule('type', 'empty', 'x'), 'Type empty: takes no value'],
  ])('names %s', (_, condition, message) => {
    const problems = conditionProblems({ combine: 'and', rules: [rule('type', 'empty'), condition] }, fields)
    expect(problems).toEqual([{ field: 'conditions.rules[1]', message: expect.stringContaining(message) }])
  })

  it('names every problem at its place', () => {
    const bad = rule('shoeSize', 'empty')
    const condition: Condition = {
      combine: 'or',
      rules: [bad, { combine: 'and', rules: [bad] }, { combine: 'or', rules: [] }],
    }
    expect(conditionProblems(condition, fields).map((problem) => problem.field)).toEqual([
      'conditions.rules[0]',
      'conditions.rules[1].rules[0]',
      'conditions.rules[2]',
    ])
  })

  it('lets groups be 8 deep and no deeper, however deep', () => {
    expect(conditionProblems(nested(8), fields)).toEqual([])
    expect(conditionProblems(nested(9), fields)).toHaveLength(1)
    expect(conditionProblems(nested(5000), fields)[0]?.message).toContain('8 deep')
  })

  it('lets 50 rules be and no more', () => {
    const rules = Array.from({ length: 50 }, () => rule('type', 'empty'))
    expect(conditionProblems({ combine: 'or', rules }, fields)).toEqual([])
    const one: Condition = { combine: 'or', rules: [...rules, rule('type', 'empty')] }
    expect(conditionProblems(one, fields)[0]?.message).toContain('51 rules')
  })
})
