import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanJson, redactor } from './redact.ts'
import { Secret } from './secret.ts'

const canary = 'cän/ary+7f3K"q9=Zx\\W2 mP&%'

function knowing(...secrets: readonly (string | Secret)[]) {
  const redact = redactor()
  for (const secret of secrets) redact.learn(secret)
  return redact
}

const bytes = Buffer.from(canary)
const inside = (before: string) => Buffer.from(`${before}${canary}:tail`)

const encodings: readonly (readonly [string, string])[] = [
  ['as it is', canary],
  ['percent-encoded', encodeURIComponent(canary)],
  ['percent-encoded in lower case', encodeURIComponent(canary).replace(/%../g, (byte) => byte.toLowerCase())],
  ['as a form field', new URLSearchParams({ k: canary }).toString().slice(2)],
  [
    'as a form field in lower case',
    new URLSearchParams({ k: canary })
      .toString()
      .slice(2)
      .replace(/%../g, (byte) => byte.toLowerCase()),
  ],
  ['as an URL', encodeURI(canary)],
  ['in JSON', JSON.stringify({ token: canary })],
  ['in JSON in JSON', JSON.stringify(JSON.stringify({ token: canary }))],
  ['in JSON with escaped slashes', JSON.stringify(canary).replaceAll('/', '\\/')],
  ['in ASCII JSON', JSON.stringify(canary).replace('ä', '\\u00e4')],
  ['in hex', bytes.toString('hex')],
  ['in upper-case hex', bytes.toString('hex').toUpperCase()],
  ['in base64', bytes.toString('base64')],
  ['in base64 after one byte', inside('u').toString('base64')],
  ['in base64 after two bytes', inside('us').toString('base64')],
  ['in base64 after three bytes', inside('us:').toString('base64')],
  ['in base64url', inside('u').toString('base64url')],
]

describe('a learned secret', () => {
  it.each(encodings)('is removed %s', (_, text) => {
    // Positive control: whoever does not know the secret lets it through.
    expect(redactor().clean(text)).toBe(text)
    const cleaned = knowing(canary).clean(`before ${text} after`)
    expect(cleaned).toMatch(/^before .{0,18}\[secret\].{0,18} after$/)
    expect(cleaned).not.toMatch(/7f3K|N2YzS|mP|6d50|6D50/)
  })

  it('is removed wherever it stands, however often', () => {
    const secrets = fc.array(fc.stringMatching(/^[0-9a-z~.]{8,40}$/), { minLength: 1, maxLength: 5 })
    const around = fc.array(fc.string(), { minLength: 6, maxLength: 6 })
    const removed = fc.property(secrets, around, (all, parts) => {
      const text = parts.map((part, index) => part + (all[index % all.length] ?? '')).join('')
      const cleaned = knowing(...all).clean(text)
      for (const secret of all) expect(cleaned).not.toContain(secret)
    })
    fc.assert(removed, { numRuns: 2000 })
  })

  it('is removed when only its beginning or its ending came through', () => {
    const token = randomBytes(32).toString('hex')
    const redact = knowing(token)
    expect(redact.clean(`cut ${token.slice(0, 12)}`)).toBe('cut [secret]')
    expect(redact.clean(`cut ${token.slice(0, 40)}…`)).toBe('cut [secret]…')
    expect(redact.clean(`cut …${token.slice(-12)}`)).toBe('cut …[secret]')
  })

  it('is removed where it overlaps another one', () => {
    expect(knowing('abcdef-ghijkl', 'ghijkl-mnopqr').clean('<abcdef-ghijkl-mnopqr>')).toBe('<[secret]>')
    expect(knowing('abcdef-ghijkl', 'cdef-g').clean('<abcdef-ghijkl>')).toBe('<[secret]>')
    expect(knowing('abcdef', 'abcdef-ghi').clean('<abcdef-ghi>')).toBe('<[secret]>')
  })

  it('is removed in both alphabets of base64', () => {
    const alphabets: readonly BufferEncoding[] = ['base64', 'base64url']
    const tokens = alphabets.map((name) => Buffer.from('???>>>~~~').toString(name))
    expect(tokens[0]).not.toBe(tokens[1])
    expect(knowing('???>>>~~~').clean(tokens.join(' '))).toBe('[secret] [secret]')
  })

  it('is learned from a Secret, without the white space around it', () => {
    expect(knowing(new Secret(' token-1234\n')).clean('token-1234')).toBe('[secret]')
  })
})

it('leaves other texts as they are, and learns nothing shorter than 6 characters', () => {
  const other = fc.property(fc.string(), (text) => {
    expect(knowing('never-in-there-0', 'short', '', '     ').clean(text)).toBe(text)
  })
  fc.assert(other)
  expect(knowing('short').clean('short c2hvcnQ=')).toBe('short c2hvcnQ=')
})

it('forgets the secret learned longest ago once there are more than a thousand', () => {
  const redact = redactor()
  for (let number = 0; number < 1000; number++) redact.learn(`secret-number-${number}.`)
  redact.learn('secret-number-0.')
  redact.learn('one more secret')
  expect(redact.clean('secret-number-0.')).toBe('[secret]')
  expect(redact.clean('one more secret')).toBe('[secret]')
  expect(redact.clean('secret-number-1.')).not.toBe('[secret]')
})

it('withholds a text that is too long to be checked', () => {
  const long = `${'x'.repeat(1024 * 1024)} my-secret`
  expect(knowing('my-secret').clean(long)).toBe('[1048586 characters, too many to check for secrets]')
})

it('cleans names of properties, nested texts and numbers of a JSON value', () => {
  const { clean } = knowing('my-token', '12345678')
  const value = {
    a: ['my-token', 1, true, null],
    'x my-token': { b: 'my-token' },
    pin: 912345678,
    n: 1234567,
  }
  expect(cleanJson(value, clean)).toEqual({
    a: ['[secret]', 1, true, null],
    'x [secret]': { b: '[secret]' },
    pin: '[secret]',
    n: 1234567,
  })
})
