import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { compile } from '../expression.ts'
import { PipeError } from '../pipe-error.ts'
import type { Value } from '../value.ts'
import { pipes } from './pipes.ts'

/** What a pipe makes of a value. */
function pipe(source: string, value: Value, more: Value = undefined): Value {
  const record = { ...(value === undefined ? {} : { x: value }), ...(more === undefined ? {} : { more }) }
  return compile(`x | ${source}`).evaluate(record)
}

const makes: readonly [string, Value, Value][] = [
  ['trim', ' \u00a0Ana ', 'Ana'],
  ['trim', 42, '42'],
  ['trim', [' a', null, 5], ['a', null, '5']],
  ['lower', 'ÅÄÖ', 'åäö'],
  ['upper', 'straße', 'STRASSE'],
  ['title', "ANA-MARIA von (der) o'neil", "Ana-Maria Von (Der) O'neil"],
  ['text', 5.5, '5.5'],
  ['text', false, 'false'],
  ['before("@")', 'ana@example.com', 'ana'],
  ['before("@")', 'svc-import', 'svc-import'],
  ['after("@")', 'ana@example.com', 'example.com'],
  ['after("@")', 'svc-import', null],
  ['replace(".", "")', 'a.b.c', 'abc'],
  ['replace("a", "$&$1")', 'aXa', '$&$1X$&$1'],
  ['prefix("hr-")', 12, 'hr-12'],
  ['prefix("hr-")', '', ''],
  ['suffix("@example.com")', 'ana', 'ana@example.com'],
  ['split(",")', 'a, b', ['a', ' b']],
  ['split(",") | trim', 'a, b', ['a', 'b']],
  ['split(",")', '', []],
  ['join', ['a', 1, true, null], 'a, 1, true'],
  ['join("")', ['a', 'b'], 'ab'],
  ['join(";")', [], ''],
  ['join(";")', 'a', 'a'],
  ['list', ['a', null, '', 'b', 0, false], ['a', 'b', 0, false]],
  ['list', ',id1, id2,,', ['id1', 'id2']],
  ['list', ',', []],
  ['list', '', []],
  ['list', null, []],
  ['list', 'one', ['one']],
  ['list', 5, [5]],
  ['list', { name: 'a' }, [{ name: 'a' }]],
  [
    'names',
    [{ name: 'A', _id: '1' }, { name: null, _id: '2' }, { _id: '3' }, 'four', { x: 1 }],
    ['A', '2', '3', 'four', { x: 1 }],
  ],
  ['names', { name: 'A' }, 'A'],
  ['with("b")', ['a'], ['a', 'b']],
  ['with(more)', ['a'], ['a']],
  ['has("a", "b")', ['c', 'b'], true],
  ['has("a")', [{ name: 'a' }], true],
  ['has("a")', [{ _id: 'a', name: 'b' }], true],
  ['has("a")', [{ other: 'a' }, {}], false],
  ['has("a")', [], false],
  ['has("1")', [1], false],
  ['has("a")', 'a', true],
  ['has(more)', [{}, 'a'], false],
  ['find("k", "b", "v")', [{ k: 'a', v: 1 }, 'b', { k: 'b', v: 2 }, { k: 'b', v: 3 }], 2],
  ['find("k", "b", "v")', [{ k: 'a', v: 1 }], null],
  ['find("k", "b", "v")', { k: 'b', v: 1 }, 1],
  ['find("k", "b", "v")', [{ k: 'b' }], null],
  ['find("constructor", null, "v")', [{ v: 1 }], null],
  ['first', ['a', 'b'], 'a'],
  ['first', 'a', 'a'],
  ['first', [], null],
  ['last', ['a', 'b'], 'b'],
  ['at(1)', ['a', 'b'], 'b'],
  ['at(-1)', ['a', 'b'], 'b'],
  ['at(2)', ['a', 'b'], null],
  ['map("a", "Active", "i", "Inactive")', 'i', 'Inactive'],
  ['map("a", "Active")', ['a', 'b', { x: 1 }], ['Active', 'b', { x: 1 }]],
  ['map(1, true, 0, false)', 0, false],
  ['map("n/a", null)', 'n/a', null],
  ['map("1", "one")', 1, 1],
  ['not', true, false],
  ['not', 'true', false],
  ['not', 'false', true],
  ['not', '', null],
  ['number', ' -8 ', -8],
  ['number', '5.5', 5.5],
  ['number', 7, 7],
  ['number', '', null],
  ['length', ['a', 'b'], 2],
  ['length', '李小龍 🐉', 5],
  ['default("d")', 'a', 'a'],
  ['default("d")', null, 'd'],
  ['default("d")', undefined, 'd'],
  ['default("d")', '', ''],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', ' 2024-01-25T01:30:00+02:00 ', '2024-01-24T23:30:00.000Z'],
  ['date', '', null],
  ['date("DD.MM.YYYY")', '25.01.2024', '2024-01-25'],
  ['date("D/M/YYYY")', '5/11/2024', '2024-11-05'],
  ['date("D/M/YYYY")', '05/11/2024', '2024-11-05'],
  ['date("D MMM YYYY")', '5 SEP 2024', '2024-09-05'],
  ['date("MMM D, YYYY")', 'Sep 15, 2024', '2024-09-15'],
  ['date("YYYYMMDD")', '20240229', '2024-02-29'],
  ['date("DD/MM/YYYY HH:mm")', '25/01/2024 23:59', '2024-01-25T23:59:00.000Z'],
  ['date("YYYY-MM-DDTHH:mm:ssZ")', '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['date("DD.MM.YYYY", "YYYY-MM-DD")', '2024-01-25', '2024-01-25'],
  ['date("DD/MM/YYYY", "D/M/YYYY")', '5/1/2024', '2024-01-05'],
  ['epoch("s")', 1_700_000_000, '2023-11-14T22:13:20.000Z'],
  ['epoch("s")', '0', '1970-01-01T00:00:00.000Z'],
  ['epoch("s")', 1.5, '1970-01-01T00:00:01.500Z'],
  ['epoch("ms")', -1, '1969-12-31T23:59:59.999Z'],
  ['epoch("day")', 18830, '2021-07-22'],
  ['epoch("day")', '', null],
  ['objectIdDate', '64a1f0c2b7e4d90012ab34c1', '2023-07-02T21:48:50.000Z'],
  ['objectIdDate', '39a44fdef9324bc092405e024b3b3584', undefined],
  ['objectIdDate', 'zza1f0c2b7e4d90012ab34c1', undefined],
  ['objectIdDate', 5, undefined],
]

const refuses: readonly [string, Value, RegExp][] = [
  ['trim', { a: 1 }, /"trim" needs a text, not an object/],
  ['lower', [['a']], /not a list/],
  ['text', 2 ** 53, /not the number 9007199254740992/],
  ['split(",")', ['a'], /not a list/],
  ['join', [{ a: 1 }], /not an object/],
  ['before(more)', 'a', /"before" needs a text between its parentheses, not a missing value/],
  ['not', 1, /"not" needs true or false, not the number 1/],
  ['not', 'True', /not the text "True"/],
  ['not', [], /not a list/],
  ['number', '007', /cannot read the text "007"/],
  ['number', true, /cannot read the boolean true/],
  ['number', '1e3', /cannot read/],
  ['length', 5, /needs a list or a text/],
  ['date', '2024-01-25T01:30:00', /a time needs an offset or Z/],
  ['date', '2023-02-30', /cannot read the text "2023-02-30"/],
  ['date', '2024-01-25T24:00:00Z', /cannot read/],
  ['date', '0000-01-01', /cannot read/],
  ['date', '10000-01-01', /cannot read/],
  ['date', 1_700_000_000, /cannot read the number 1700000000; expected an ISO/],
  ['date', ['2024-01-25'], /cannot read a list/],
  ['date("DD.MM.YYYY")', '30.02.2023', /cannot read .*expected DD\.MM\.YYYY/],
  ['date("DD.MM.YYYY")', '1.2.2023', /cannot read/],
  ['date("DD.MM.YYYY")', '25-01-2024', /cannot read/],
  ['date("D MMM YYYY")', '5 Foo 2024', /cannot read/],
  ['date("DD/MM/YYYY HH:mm")', '25/01/2024 24:00', /cannot read/],
  ['epoch("s")', 1e15, /cannot read the number/],
  ['epoch("day")', 1.5, /as a count of day/],
  ['epoch("s")', '2024-01-25', /cannot read the text/],
  ['date', `2024${'x'.repeat(10_000)}`, /^.{1,200}$/],
]

const badFormats: readonly [string, RegExp][] = [
  ['"DD/MM/YYYY", "MM/DD/YYYY"', /could be read two ways by "DD\/MM\/YYYY" and "MM\/DD\/YYYY"/],
  ['"D/M/YYYY", "MM/DD/YYYY"', /two ways/],
  ['"YYYY-MM-DD", "DD.MM.YYYY", "YYYY-DD-MM"', /two ways/],
  ['"YYYYMMDD", "DDMMYYYY"', /two ways/],
  ['"DD/MM/YYYY HH:mm", "DD/MM/YYYY mm:HH"', /two ways/],
  ['"DMYYYY"', /two ways/],
  ['"yyyy-mm-dd"', /is no date format/],
  ['"YYYY-MM"', /is no date format/],
  ['"DD.MM.YY"', /is no date format/],
  ['"YYYY-MM-DD YYYY"', /is no date format/],
  ['"YYYY-MM-DD mm"', /is no date format/],
  ['"YYYY-MM-DD HH:ss"', /is no date format/],
  ['"YYYY-MM-MMM-DD"', /is no date format/],
  ['"DD.MM.YYYY at"', /"a" in the date format .* has no meaning/],
  ['"DD.MM.YYYY1"', /"1" in the date format/],
  [`"DD.MM.YYYY${' '.repeat(40)}"`, /is no date format/],
  ['""', /needs a text/],
  ['5', /is no date format/],
]

describe('pipes', () => {
  it.each(makes)('%s makes of %j %j', (source, value, result) => {
    expect(pipe(source, value)).toEqual(result)
  })

  it.each(refuses)('%s refuses %j', (source, value, message) => {
    expect(() => pipe(source, value)).toThrow(PipeError)
    expect(() => pipe(source, value)).toThrow(message)
  })

  it.each(badFormats)('date(%s) is refused when it is saved', (formats, message) => {
    expect(() => compile(`x | date(${formats})`)).toThrow(AppError)
    expect(() => compile(`x | date(${formats})`)).toThrow(message)
  })

  const sample: Readonly<Record<string, string>> = {
    before: '("a")',
    after: '("a")',
    replace: '("a", "b")',
    prefix: '("a")',
    suffix: '("a")',
    map: '("a", "b")',
    with: '("a")',
    has: '("a")',
    find: '("a", "b", "c")',
    at: '(0)',
    split: '("a")',
    epoch: '("s")',
  }
  const passing = Object.keys(pipes).filter((name) => name !== 'default')

  it.each(passing)('%s passes a missing value on', (name) => {
    expect(pipe(name + (sample[name] ?? ''), undefined)).toBeUndefined()
  })

  it.each(passing.filter((name) => name !== 'list'))('%s leaves an empty value empty', (name) => {
    expect(pipe(name + (sample[name] ?? ''), null)).toBeNull()
  })

  it.each(Object.entries(pipes))('%s says in one sentence what it does', (name, { usage, about }) => {
    expect(usage.startsWith(name)).toBe(true)
    expect(about).toMatch(/^[A-Z][^\n]{10,118}\.$/)
  })

  it('reads arguments from the record', () => {
    expect(pipe('with(more | list)', ['a'], ',b,c,')).toEqual(['a', 'b', 'c'])
    expect(pipe('with(more)', ['a'], null)).toEqual(['a'])
    expect(pipe('has(more)', ['a'], 'a')).toBe(true)
    expect(pipe('replace(more, "")', 'a-b', '-')).toBe('ab')
  })

  it('never makes a text that fills the memory', () => {
    const tenfold = ' | replace("a", "aaaaaaaaaa")'.repeat(60)
    expect(() => compile(`x${tenfold}`).evaluate({ x: 'a' })).toThrow('at most 100000 are kept')
    const text = 'a'.repeat(90_000)
    expect(() => pipe('replace("a", more)', text, text)).toThrow(PipeError)
    expect(() => pipe('join(more)', Array(10_000).fill('a'), text)).toThrow(PipeError)
    expect(() => pipe('prefix(more)', text, text)).toThrow(PipeError)
    const holes = '{{x}}'.repeat(400)
    expect(() => compile(holes).evaluate({ x: 'a'.repeat(2_000_000) })).toThrow(PipeError)
    expect(() => compile('{{x}} {{x}}').evaluate({ x: text })).toThrow(PipeError)
  })
})
