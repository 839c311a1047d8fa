import { describe, expect, it } from 'vitest'
import { jsonText } from './json-text.ts'
import { plainText } from './plain-text.ts'

const hostile: readonly [string, string, string][] = [
  ['colours', '\u001b[31mAda\u001b[0m', 'Ada'],
  ['a new window title', 'Ada\u001b]0;owned\u0007 Berg', 'Ada Berg'],
  ['moves of the cursor', 'Ada\u001b[2K\u001b[1A Berg', 'Ada Berg'],
  ['single-character escape codes', 'Ada\u009b31m Berg', 'Ada Berg'],
  ['lines of its own', 'Ada\r\n0 failed', 'Ada 0 failed'],
  ['a turned direction', '\u202egreB\u202c adA\u2066', 'greB adA'],
  ['separators of lines and paragraphs', 'Ada\u2028Berg\u2029', 'Ada Berg'],
]

describe("a vendor's text on a terminal", () => {
  it.each(hostile)('brings no %s', (_, text, shown) => {
    expect(plainText(text)).toBe(shown)
  })

  it.each(['Zoë Müller', '山田 さくら', 'Đặng Thảo', 'ليلى حداد', 'O’Brien 👩‍🚀'])(
    'keeps %s as it is',
    (name) => {
      expect(plainText(name)).toBe(name)
    },
  )

  it.each(hostile)('brings no %s as JSON either, and stays the same value', (_, text) => {
    const json = jsonText({ text })
    expect(JSON.parse(json)).toEqual({ text })
    expect(json).toMatch(/^[\n\x20-\x7e]*$/)
  })

  it('writes nothing as null', () => {
    expect(jsonText(undefined)).toBe('null')
  })
})
