import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from './errors.ts'
import { pipes } from './expression/pipes.ts'
import { compile, compilePipes } from './expression.ts'
import { PipeError } from './pipe-error.ts'
import type { Value } from './value.ts'

const record: Value = {
  status: 'active',
  'first-name': 'Ana',
  nickName: 'Ana',
  firstName: ' Ana ',
  lastName: '',
  empty: null,
  none: [],
  profile: { field_1: 'one', field_2: 'two', 'Cost Center': 'SE-204' },
  custom: { Пол: '—', 'a"b': 1, Rating: 4.5, 'Remote?': true },
  addresses: [{ street: 'Storgatan' }, { street: null }],
  $id: 7,
  inactive: false,
  true: 'a property',
}

/** What compile refuses a source with. */
function refusalOf(source: string, read: (source: string) => unknown = compile): AppError {
  try {
    read(source)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error(`"${source.slice(0, 50)}" was accepted`)
}

describe('an expression finds a value', () => {
  it.each<[string, Value]>([
    ['status', 'active'],
    [' status ', 'active'],
    ['{{status}}', 'active'],
    [' {{ status }} ', 'active'],
    ['profile.field_1', 'one'],
    ['{{profile["field_2"]}}', 'two'],
    ["profile['Cost Center']", 'SE-204'],
    ['["profile"]["field_1"]', 'one'],
    ['custom.Пол', '—'],
    ['custom["a\\"b"]', 1],
    ['first-name', 'Ana'],
    ['$id', 7],
    ['["true"]', 'a property'],
    ['addresses[0].street', 'Storgatan'],
    ['addresses[ 0 ].street', 'Storgatan'],
    ['{{"My value"}}', 'My value'],
    ['"My value"', 'My value'],
    ["'it\\'s \\u00e9\\n'", "it's é\n"],
    ['"}} {{"| replace("{{", "")', undefined],
    ['{{ "}} {{" }}', '}} {{'],
    ['12', 12],
    ['-8', -8],
    ['5.5', 5.5],
    ['true', true],
    ['false', false],
    ['null', null],
    ['{{ nickName | upper }}', 'ANA'],
    ['status|upper|lower', 'active'],
    ['nope ?? status', 'active'],
    ['empty ?? nope ?? status', 'active'],
    ['lastName ?? status', ''],
    ['inactive ?? status', false],
    ['nope ?? status | upper', 'ACTIVE'],
    ['(nope ?? status) | upper', 'ACTIVE'],
    ['status ?? (nickName | upper)', 'active'],
    ['nickName ?? status | upper', 'ANA'],
    ['nope | upper ?? status', 'active'],
    ['nope | default(nickName | upper)', 'ANA'],
    ['((((status))))', 'active'],
  ])('%s', (source, value) => {
    if (value === undefined) expect(() => compile(source)).toThrow(AppError)
    else expect(compile(source).evaluate(record)).toEqual(value)
  })

  it.each<[string, Value]>([
    ['nope', undefined],
    ['nope.deeper[3].still', undefined],
    ['profile.nope', undefined],
    ['status.length', undefined],
    ['addresses.length', undefined],
    ['addresses.street', undefined],
    ['profile[0]', undefined],
    ['status[0]', undefined],
    ['toString', undefined],
    ['hasOwnProperty', undefined],
    ['profile.valueOf.call', undefined],
    ['empty', null],
    ['empty.deeper', null],
    ['addresses[1].street', null],
    ['addresses[2].street', null],
    ['none[0]', null],
    ['none[999999999]', null],
  ])('%s is missing when the vendor did not mention it, empty when it said so', (source, value) => {
    expect(compile(source).evaluate(record)).toBe(value)
  })

  it.each<Value>([undefined, null, 'text', 5, true, [], ['a']])('reads no property of %j', (value) => {
    expect(compile('length').evaluate(value) ?? undefined).toBeUndefined()
  })

  it('reads positions of a record that is a list', () => {
    expect(compile('[1].a').evaluate([0, { a: 'b' }])).toBe('b')
  })

  it('falls back only when it must, so that a value in use never fails by the one not in use', () => {
    expect(compile('status | default(profile | date)').evaluate(record)).toBe('active')
    expect(compile('status ?? (profile | date)').evaluate(record)).toBe('active')
  })
})

describe('a template makes text', () => {
  it.each<[string, Value]>([
    ['{{firstName}} {{lastName}}', ' Ana  '],
    ['Hello {{nickName}}!', 'Hello Ana!'],
    ['{{nickName}}{{$id}}', 'Ana7'],
    ['{{inactive}}/{{custom.Rating}}', 'false/4.5'],
    ['"{{nickName}}"', '"Ana"'],
    ['{{nope}} {{nickName}}', ' Ana'],
    ['{{nope}} {{nope}}', undefined],
    ['Dear {{nope}}', undefined],
    ['Dear {{empty}}', null],
    ['{{empty}}{{nope}}', null],
    ['{{lastName}}, {{lastName}}', null],
    ['a { b } {{nickName}}', 'a { b } Ana'],
    ['{{"a"}} {{"b"}}', 'a b'],
    ['{{"a"}} {{nope}}', undefined],
  ])('%s', (source, value) => {
    expect(compile(source).evaluate(record)).toBe(value)
  })

  it('refuses to put a list into text', () => {
    expect(() => compile('x {{addresses}}').evaluate(record)).toThrow('needs a text, not a list')
  })
})

describe('roots tell what to ask a vendor for', () => {
  it.each<[string, readonly string[]]>([
    ['a.b ?? (c["d"] | with(e | list))', ['a', 'c', 'e']],
    ['{{a}} {{b.c}} {{a}}', ['a', 'b']],
    ['"constant"', []],
    ['[0].a', []],
  ])('%s', (source, roots) => {
    expect(compile(source).roots).toEqual(roots)
  })
})

describe('an expression that cannot be read is refused with what, where and the way out', () => {
  it.each<[string, RegExp]>([
    ['', /is empty/],
    ['  \n', /is empty/],
    ['{{}}', /"}" was not expected; write a path .*character 3/],
    ['My value', /"value" was not expected; .*double quotes.*character 4/],
    ['a.', /ends too early; write a path.*character 3/],
    ['a..b', /"\." was not expected/],
    ['.a', /"\." was not expected/],
    ['a[', /ends too early; inside \[ \]/],
    ['a[-1]', /inside \[ \] goes a name in quotes or a position/],
    ['a[b]', /inside \[ \]/],
    ['a[0', /\] is needed here/],
    ['a[12345678901]', /inside \[ \]/],
    ['a.0', /write a position as \[0\]/],
    ['007', /write it as a text: "007"/],
    ['a ?? 1x.007', /is no name/],
    ['9007199254740993', /cannot be kept exactly; write it as a text/],
    ['"abc', /text is not closed.*character 1/],
    ['"a\\x"', /after a backslash/],
    ['“My value”', /straight quotes/],
    ['a ??', /ends too early/],
    ['a ?? ?? b', /"\?" was not expected/],
    ['a || b', /"otherwise" is written \?\?/],
    ['a |', /name of a pipe is needed/],
    ['a or b', /"or" was not expected.*character 3/],
    ['a | uper', /no pipe "uper"; did you mean "upper"\? \(character 5\)/],
    ['a | constructor', /no pipe "constructor"/],
    ['a | __proto__', /name of a pipe is needed/],
    ['a | toString', /no pipe "toString"/],
    ['a | trim(1)', /"trim" is written trim, not with 1/],
    ['a | split', /is written split\(text\)/],
    ['a | split("")', /needs a text between its parentheses/],
    ['a | split(', /ends too early/],
    ['a | split("x"', /\) is needed here/],
    ['a | at(1.5)', /needs a whole number/],
    ['a | map("x")', /map\(from, to/],
    ['a | map("x", 1, "y")', /needs pairs/],
    ['(a', /\) is needed here to close the parenthesis/],
    ['a)', /"\)" was not expected/],
    ['{{a', /}} is needed here to close {{/],
    ['a}}', /}} without its {{.*character 2/],
    ['{{a}} }}', /}} without its {{/],
    ['{% if a %}b{% endif %}', /Blocks such as {% if %} are not known/],
    ['{{a}} {{}}', /"}" was not expected/],
    ['a; b', /";" was not expected/],
    ['a()', /"\(" was not expected/],
    ['a + b', /"\+" was not expected/],
    ['a => b', /"=" was not expected/],
    ['`a`', /"`" was not expected/],
    ['a | date(b)', /only fixed values/],
    ['a | epoch("hour")', /epoch\("s"\)/],
    ['a.__proto__', /"__proto__" may not be read/],
    ['a["__proto__"].b', /may not be read/],
    ['constructor', /may not be read/],
    ['a.constructor.constructor', /may not be read/],
    ["a['prototype']", /may not be read/],
    ['["\\u005f_proto__"]', /may not be read/],
  ])('%s', (source, message) => {
    const refusal = refusalOf(source)
    expect(refusal.code).toBe('expression.invalid')
    expect(refusal.message).toMatch(message)
    expect(refusal.message.length).toBeLessThan(400)
  })

  it.each([
    ['parentheses', '('],
    ['arguments', 'a|default('],
    ['brackets', '['],
    ['braces', '{{'],
    ['quotes', '"\\"'],
    ['names', 'a.'],
    ['fallbacks', 'a??'],
    ['spaces', ' '],
    ['surrogates', '\ud800'],
  ])('refuses 50,000 hostile characters of %s by their number alone', (_, part) => {
    const refusal = refusalOf(part.repeat(50_000 / part.length))
    expect(refusal.message).toMatch(/has \d+ characters; shorten it to 2000/)
    expect(refusal.detail).toEqual({ at: 2001 })
  })

  it.each([
    ['(', 24 + 1],
    ['a|default(', 24 * 10 + 10],
  ])('stops reading %s at the 25th level', (part, at) => {
    const refusal = refusalOf(part.repeat(190))
    expect(refusal.message).toMatch(/nested deeper than 24/)
    expect(refusal.detail.at).toBeLessThanOrEqual(at + 1)
  })

  it('accepts 24 levels and 2,000 characters', () => {
    const deep = `${'('.repeat(24)}status${')'.repeat(24)}`
    expect(compile(deep).evaluate(record)).toBe('active')
    const long = `status${' | trim'.repeat(284)}`.padEnd(2000)
    expect(compile(long).evaluate(record)).toBe('active')
    expect(compile(`${'a??'.repeat(664)}status`).evaluate(record)).toBe('active')
  })
})

describe('pipes alone apply to the value they are given', () => {
  it.each<[string, Value, Value]>([
    ['trim | lower', ' Ana ', 'ana'],
    ['default("none")', undefined, 'none'],
    ['map("a", "b") ?? "c"', null, 'c'],
    ['trim', undefined, undefined],
  ])('%s of %j', (source, value, result) => {
    expect(compilePipes(source).evaluate(value)).toBe(result)
  })

  it.each([
    ['', /is empty/],
    ['| trim', /name of a pipe is needed/],
    ['default(email)', /Only fixed values may stand here; put "email" in quotes/],
    ['trim lower', /"lower" was not expected/],
  ])('refuses %j', (source, message) => {
    expect(refusalOf(source, compilePipes).message).toMatch(message)
  })
})

describe('whatever comes in', () => {
  const words = [
    'a',
    '.',
    '[',
    ']',
    '(',
    ')',
    '{{',
    '}}',
    '|',
    '??',
    ',',
    '"',
    "'",
    '\\',
    ' ',
    '0',
    '-1',
    '__proto__',
  ]
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom(...words, ...Object.keys(pipes)), { maxLength: 40 })
      .map((parts) => parts.join('')),
  )

  it('compile throws nothing but AppError', () => {
    fc.assert(
      fc.property(hostile, (source) => {
        for (const read of [compile, compilePipes]) {
          try {
            read(source)
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })

  const argument = fc.constantFrom(
    'a',
    'b.c',
    '"x"',
    '""',
    '","',
    '1',
    '-1',
    'null',
    'true',
    'a[0]',
    '["list"]',
  )
  const pipe = fc
    .tuple(fc.constantFrom(...Object.keys(pipes)), fc.array(argument, { maxLength: 3 }))
    .map(([name, args]) => (args.length === 0 ? name : `${name}(${args.join(', ')})`))
  const source = fc
    .tuple(argument, fc.array(pipe, { minLength: 1, maxLength: 4 }))
    .map(([start, chain]) => [start, ...chain].join(' | '))
    .filter((text) => accepted(text))
  const json = fc.jsonValue({ depthSize: 'small' })
  const anyRecord = fc.oneof(json, fc.record({ a: json, b: fc.record({ c: json }) }, { requiredKeys: [] }))

  it('evaluate throws nothing but PipeError, and leaves the record and Object.prototype alone', () => {
    const before = Reflect.ownKeys(Object.prototype)
    fc.assert(
      fc.property(source, anyRecord, (text, any) => {
        const snapshot = JSON.stringify(any)
        try {
          // jsonValue makes what JSON can say; only its type is a little wider than ours.
          compile(text).evaluate(any as Value)
        } catch (error) {
          expect(error).toBeInstanceOf(PipeError)
          expect(String(error).length).toBeLessThan(250)
        }
        expect(JSON.stringify(any)).toBe(snapshot)
      }),
      { numRuns: 2000 },
    )
    expect(Reflect.ownKeys(Object.prototype)).toEqual(before)
  })

  it('reads nothing a JSON text smuggles in as a prototype', () => {
    const smuggled: Value = JSON.parse('{"__proto__": {"admin": true}, "a": {"__proto__": {"admin": true}}}')
    expect(compile('admin').evaluate(smuggled)).toBeUndefined()
    expect(compile('a.admin').evaluate(smuggled)).toBeUndefined()
  })
})

function accepted(source: string): boolean {
  try {
    compile(source)
    return true
  } catch {
    return false
  }
}
