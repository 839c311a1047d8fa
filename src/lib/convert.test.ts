import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ConvertType, convert, convertFact, type FactType, forMapping } from './convert.ts'
import type { Value } from './value.ts'

const options = ['Active', 'On leave', 'Left', 'ÉTÉ']

const kept: readonly [ConvertType, Value, Value][] = [
  ['text', '007', '007'],
  ['text', ' Zoe\u0308\0 ', 'Zoë'],
  ['text', 5, '5'],
  ['text', -8.5, '-8.5'],
  ['text', -0, '0'],
  ['text', true, 'true'],
  ['text', '🐉'.repeat(256), '🐉'.repeat(256)],
  ['long_text', 'x'.repeat(1024), 'x'.repeat(1024)],
  ['email', ' Gone.User@Example.COM ', 'Gone.User@Example.COM'],
  ['email', 'søren.ærø+planhat@exämple.com', 'søren.ærø+planhat@exämple.com'],
  ['integer', 12, 12],
  ['integer', '12', 12],
  ['integer', '-8', -8],
  ['integer', -0, 0],
  ['integer', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ['integer', '-9007199254740991', Number.MIN_SAFE_INTEGER],
  ['decimal', 5.5, 5.5],
  ['decimal', '5.5', 5.5],
  ['decimal', ' -8 ', -8],
  ['decimal', 1e-7, 1e-7],
  ['boolean', false, false],
  ['boolean', 'true', true],
  ['boolean', 'false', false],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', '2000-02-29', '2000-02-29'],
  ['date', '2024-01-25T00:00:00.000Z', '2024-01-25'],
  ['datetime', '2023-07-02T21:58:58.412Z', '2023-07-02T21:58:58.412Z'],
  ['datetime', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['datetime', '1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
  ['datetime', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['datetime', '2024-01-25T01:30:00+02:00', '2024-01-24T23:30:00.000Z'],
  ['datetime', '2024-01-25 01:30:00.5-0330', '2024-01-25T05:00:00.500Z'],
  ['datetime', '2024-01-25T01:30Z', '2024-01-25T01:30:00.000Z'],
  ['datetime', '2024-01-25T01:30:00.1234567Z', '2024-01-25T01:30:00.123456Z'],
  ['datetime', '2024-01-25', '2024-01-25T00:00:00.000Z'],
  ['choice', ' on LEAVE ', 'On leave'],
  ['choice', 'été', 'ÉTÉ'],
]

const refused: readonly [ConvertType, Value, RegExp][] = [
  ['text', 'x'.repeat(257), /257 characters; at most 256/],
  ['text', 2 ** 53, /too large to be kept exactly/],
  ['text', 1e21, /too large to be kept exactly/],
  ['text', ['a'], /^a list does not fit/],
  ['text', { a: 1 }, /^an object does not fit/],
  ['long_text', 'x'.repeat(1025), /at most 1024/],
  ['email', 'nobody', /no e-mail address/],
  ['email', 'a@b@c', /no e-mail address/],
  ['email', 'a b@example.com', /no e-mail address/],
  ['email', '@example.com', /no e-mail address/],
  ['email', `${'x'.repeat(250)}@a.de`, /no e-mail address/],
  ['email', 5, /no e-mail address/],
  ['integer', '007', /no number written plainly/],
  ['integer', '1e3', /no number written plainly/],
  ['integer', ' 1,000', /no number written plainly/],
  ['integer', '-0', /no number written plainly/],
  ['integer', '0x10', /no number written plainly/],
  ['integer', '5.5', /no whole number/],
  ['integer', 5.5, /no whole number/],
  ['integer', 2 ** 53, /too large to be kept exactly/],
  ['integer', '9007199254740993', /too large to be kept exactly/],
  ['integer', Number.NaN, /too large to be kept exactly/],
  ['integer', Number.POSITIVE_INFINITY, /too large to be kept exactly/],
  ['integer', true, /no number/],
  ['decimal', '5.50', /no number written plainly/],
  ['decimal', '0.12345678901234567890', /no number written plainly/],
  ['decimal', 'Infinity', /no number written plainly/],
  ['boolean', 1, /neither true nor false/],
  ['boolean', 0, /neither true nor false/],
  ['boolean', 'yes', /neither true nor false/],
  ['boolean', 'True', /neither true nor false/],
  ['date', '2023-02-29', /no ISO 8601 date/],
  ['date', '1900-02-29', /no ISO 8601 date/],
  ['date', '25.01.2024', /use date with its format/],
  ['date', '2024-01-25T01:30:00Z', /time of day/],
  ['date', 18830, /epoch/],
  ['datetime', '2024-01-25T01:30:00', /its time has no offset/],
  ['datetime', '2024-01-25T24:00:00Z', /no ISO 8601 date/],
  ['datetime', '2023-02-29T00:00:00.000Z', /no ISO 8601 date/],
  ['datetime', '2024-01-25T24:00:00.000Z', /no ISO 8601 date/],
  ['datetime', '0000-01-01T00:00:00.000Z', /no ISO 8601 date/],
  ['datetime', '2024-01-25T23:59:60Z', /no ISO 8601 date/],
  ['datetime', '0001-01-01T00:00:00+02:00', /no ISO 8601 date/],
  ['datetime', '9999-12-31T23:00:00-02:00', /no ISO 8601 date/],
  ['datetime', '0000-01-01', /no ISO 8601 date/],
  ['datetime', '2024-01-25T01:30:00+24:00', /no ISO 8601 date/],
  ['choice', 'actve', /did you mean "Active"/],
  ['choice', 'something else', /they are Active, On leave, Left/],
  ['choice', 7, /none of the options/],
]

describe('a value becomes what its field keeps, without loss or not at all', () => {
  it.each(kept)('%s keeps %j as %j', (type, value, result) => {
    expect(convert(type, value, options)).toEqual({ value: result })
  })

  it.each(refused)('%s refuses %j', (type, value, problem) => {
    expect(forMapping(convert(type, value, options))).toEqual({ problem: expect.stringMatching(problem) })
  })

  it.each(refused)('%s tells whoever typed %j nothing of mapping', (type, value) => {
    expect(convert(type, value, options)).toHaveProperty(
      'problem',
      expect.not.stringMatching(/map\(|epoch|use |keep it|vendor|choose/),
    )
  })

  const types = [...new Set(kept.map(([type]) => type))]
  it.each(types)('%s leaves missing missing and makes null of blank', (type) => {
    expect(convert(type, undefined)).toEqual({ value: undefined })
    expect(convert(type, null)).toEqual({ value: null })
    expect(convert(type, '')).toEqual({ value: null })
    expect(convert(type, ' \u00a0\0 ')).toEqual({ value: null })
  })

  it('prefers the option that is written exactly so', () => {
    expect(convert('choice', 'Active', ['active', 'Active'])).toEqual({ value: 'Active' })
  })

  it('keeps what it kept when it comes round again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.jsonValue(), (type, json) => {
        // jsonValue makes what JSON can say; only its type is a little wider than ours.
        const first = convert(type, json as Value, options)
        if ('value' in first) expect(convert(type, first.value, options)).toEqual(first)
      }),
    )
  })
})

describe('facts of a load follow the same rules', () => {
  it.each<[FactType, Value, Value]>([
    ['text', 'x'.repeat(5000), 'x'.repeat(5000)],
    ['text', '007', '007'],
    ['text', 7, '7'],
    ['text', ' ', null],
    ['number', '5.5', 5.5],
    ['number', -5, -5],
    ['boolean', 'true', true],
    ['boolean', '', null],
    ['datetime', '2023-07-02T21:58:58Z', '2023-07-02T21:58:58.000Z'],
    ['list', [' a ', 5, null], ['a', 5, null]],
    ['list', '', null],
    ['list', undefined, undefined],
    ['list', null, null],
  ])('%s keeps %j as %j', (type, value, result) => {
    expect(convertFact(type, value)).toEqual({ value: result })
  })

  it.each<[FactType, Value]>([
    ['text', []],
    ['number', 'seven'],
    ['boolean', 1],
    ['datetime', 18830],
    ['list', 'a,b'],
    ['list', { a: 1 }],
  ])('%s refuses %j', (type, value) => {
    expect(convertFact(type, value)).toHaveProperty('problem')
  })

  it('never shows more than the beginning of a value', () => {
    const answer = convert('integer', 'x'.repeat(10_000))
    expect(JSON.stringify(answer).length).toBeLessThan(200)
  })
})
