import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText, nearest, trimSpaces } from './text.ts'

describe('text as the directory keeps it', () => {
  it.each([
    ['', ''],
    ['Ana', 'Ana'],
    ['  Ana Lindqvist \t\n', 'Ana Lindqvist'],
    ['\u00a0\u2003Ana\u3000\u0085', 'Ana'],
    ['   ', ''],
    ['a\0b\0', 'ab'],
    ['\0 \0', ''],
    ['Zoe\u0308', 'Zoë'],
    ['\ud800x', '\ufffdx'],
    ['李小龍 🐉', '李小龍 🐉'],
    ['\u200bAna\u200d', '\u200bAna\u200d'],
    ['\ufeffAna', '\ufeffAna'],
  ])('keeps %j as %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean)
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text)
        expect(cleanText(clean)).toBe(clean)
        expect(clean.isWellFormed()).toBe(true)
      }),
    )
  })

  it('trims one million spaces inside a text without looking at them twice', () => {
    const text = `a${' '.repeat(1_000_000)}b`
    expect(trimSpaces(` ${text} `)).toBe(text)
  })
})

describe('did you mean', () => {
  it.each([
    ['uper', 'upper'],
    ['UPPER', 'upper'],
    ['jion', 'join'],
    ['lowercase', undefined],
    ['x'.repeat(10_000), undefined],
    ['', undefined],
  ])('answers %s with %s', (word, meant) => {
    expect(nearest(word, ['upper', 'lower', 'join', 'trim'])).toBe(meant)
  })
})
