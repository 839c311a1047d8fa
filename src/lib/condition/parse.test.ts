import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { type Condition, operators } from './condition.ts'
import { formatFilter } from './format.ts'
import { parseFilter } from './parse.ts'

const sales = { field: 'department', operator: 'equals', value: 'Sales' } as const
const active = { field: 'active', operator: 'equals', value: true } as const
const ours = { field: 'email', operator: 'ends', value: '@example.com' } as const

describe('a filter', () => {
  it.each<[string, Condition]>([
    ['department eq "Sales"', sales],
    ['department equals Sales', sales],
    ['  department   eq\t"Sales" ', sales],
    ['department not eq "Sales"', { ...sales, not: true }],
    [
      'department eq "Sales" and (active eq true or email ends "@example.com")',
      { combine: 'and', rules: [sales, { combine: 'or', rules: [active, ours] }] },
    ],
    [
      'department eq "Sales" AND active eq true OR email ends "@example.com"',
      { combine: 'or', rules: [{ combine: 'and', rules: [sales, active] }, ours] },
    ],
    ['((department eq "Sales"))', sales],
    ['manager empty', { field: 'manager', operator: 'empty' }],
    ['manager not empty', { field: 'manager', operator: 'empty', not: true }],
    ['height gt 1.5', { field: 'height', operator: 'greater', value: 1.5 }],
    ['badge eq 007', { field: 'badge', operator: 'equals', value: '007' }],
    ['badge eq "7"', { field: 'badge', operator: 'equals', value: '7' }],
    ['start_date lt 2026-01-31', { field: 'start_date', operator: 'less', value: '2026-01-31' }],
    ['end_date before-days 30', { field: 'end_date', operator: 'before-days', value: 30 }],
    ['department in ("Sales", Legal)', { field: 'department', operator: 'in', value: ['Sales', 'Legal'] }],
    ['title eq "a \\"b\\" \\\\ c"', { field: 'title', operator: 'equals', value: 'a "b" \\ c' }],
    ['title eq "and (or)"', { field: 'title', operator: 'equals', value: 'and (or)' }],
    ['title eq Infinity', { field: 'title', operator: 'equals', value: 'Infinity' }],
  ])('%s', (text, condition) => {
    expect(parseFilter(text)).toEqual(condition)
  })

  it.each([
    ['', 'at character 1, expected a field, found the end'],
    ['department', 'at character 11, expected one of eq, gt, lt, equals'],
    ['department is "Sales"', 'at character 12, expected "in", found "is"'],
    ['department eq', 'at character 14, expected a value, found the end'],
    ['department eq "Sales', 'at character 14, a text that begins with " does not end'],
    [
      'department eq "Sales" active eq true',
      'at character 23, expected "and", "or" or the end, found "active"',
    ],
    ['(department eq "Sales"', 'at character 23, expected "and", "or" or ")", found the end'],
    ['department in "Sales"', 'expected a list such as ("Sales", "Legal"), found "Sales"'],
    ['department in ()', 'expected a value, found ")"'],
    ['department eq "\\u0000"', 'a text in quotes is written as in JSON'],
    ['department eq "\\x"', 'a text in quotes is written as in JSON'],
    ['not (department eq "Sales")', 'at character 5, expected'],
    ['"department" eq "Sales"', 'expected a field'],
    ['('.repeat(5000), 'parentheses may be 32 deep'],
  ])('that cannot be read says where: %.40s', (text, message) => {
    expect(() => parseFilter(text)).toThrow(message)
  })

  it('says of any text either what it means or where it cannot be read', () => {
    const piece = fc.constantFrom(
      'a',
      'and',
      'or',
      'not',
      'eq',
      'in',
      '(',
      ')',
      ',',
      '"',
      '"b"',
      '1',
      '\\',
      ' ',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        (text) => {
          try {
            parseFilter(text)
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
          }
        },
      ),
    )
  })
})

const rule = fc.record({
  field: fc.stringMatching(/^[a-z][\w.]{0,9}$/).filter((word) => word !== 'not'),
  operator: fc.constantFrom(...operators.filter((one) => !['in', 'between', 'empty'].includes(one))),
  value: fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.string({ unit: 'grapheme' })),
})
const list = fc
  .tuple(rule, fc.constantFrom('in', 'between'))
  .map(([one, operator]) => ({ ...one, operator, value: [one.value, 'x'] }))
const empty = rule.map(({ field }) => ({ field, operator: 'empty' as const, not: true }))
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small' },
    rule,
    list,
    empty,
    fc.record({
      combine: fc.constantFrom('and', 'or'),
      rules: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}))

it('every condition is read from its text as it was', () => {
  fc.assert(
    fc.property(
      condition.filter((one) => !JSON.stringify(one).includes('\\u0000')),
      (one) => {
        expect(parseFilter(formatFilter(one))).toEqual(one)
      },
    ),
  )
})
