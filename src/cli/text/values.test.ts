import { describe, expect, it } from 'vitest'
import { durationText } from './duration.ts'
import { ledgerBlock, ledgerLine } from './ledger.ts'
import { tellTimesIn, timeText, valueText } from './values.ts'

describe('what people read', () => {
  it.each([
    [340.4, '340 ms'],
    [1240, '1.2 s'],
    [59_960, '1 min 0 s'],
    [125_000, '2 min 5 s'],
  ])('writes %d milliseconds as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text)
  })

  it.each([
    [null, '(empty)'],
    ['', '(empty)'],
    [true, 'yes'],
    [false, 'no'],
    [5.5, '5.5'],
    ['\u001b[31mCSM', 'CSM'],
    [['a', 'b'], '["a","b"]'],
    ['x'.repeat(70), `${'x'.repeat(59)}…`],
  ])('writes the value %j as %s', (value, text) => {
    expect(valueText(value)).toBe(text)
  })

  it('writes a time to the minute, and none as nothing', () => {
    expect(timeText('2026-01-31T08:05:59.000Z')).toMatch(/^2026-0[12]-\d\d \d\d:\d5$/)
    expect(timeText(null)).toBe('')
  })

  it('tells times by the clock of the Muster that was reached, those of fields, too', () => {
    tellTimesIn('Pacific/Auckland')
    expect(timeText('2026-03-29T22:00:00.000Z')).toBe('2026-03-30 11:00')
    tellTimesIn('America/Los_Angeles')
    expect(valueText('2026-03-30T06:59:59.999Z')).toBe('2026-03-29 23:59')
  })
})

describe('the ledger', () => {
  const ledger = { read: 2000, created: 1990, updated: 1, unchanged: 0, skipped: 5, failed: 4, held: 0 }
  const none = { gone: 0, archived: 0, restored: 0, unmaintained: 0 }

  it('is a sum on one line', () => {
    expect(ledgerLine({ ledger, ...none })).toBe(
      'read 2,000 = created 1,990 + updated 1 + unchanged 0 + skipped 5 + failed 4 + held 0',
    )
  })

  it('is one aligned block', () => {
    expect(
      ledgerBlock({ ledger, ...none })
        .split('\n')
        .slice(0, 3),
    ).toEqual(['  read        2,000', '  created     1,990', '  updated         1'])
  })

  it('tells those whom an undo archives apart from those who are updated', () => {
    const updated = { ...ledger, read: 14, created: 0, updated: 14, skipped: 0, failed: 0 }
    expect(ledgerLine({ ...none, ledger: updated, archived: 4 })).toBe(
      'read 14 = created 0 + updated 10 + unchanged 0 + skipped 0 + failed 0 + held 0 + archived 4',
    )
  })

  it('has beside it who is gone, for they were not read', () => {
    expect(ledgerLine({ ledger, ...none, gone: 3 })).toMatch(/ \+ held 0; 3 gone$/)
    expect(
      ledgerBlock({ ledger, ...none, gone: 3 })
        .split('\n')
        .at(-1),
    ).toBe('  gone            3')
  })

  it('says below how many SaaS users nobody loads any more', () => {
    expect(
      ledgerBlock({ ledger, ...none, unmaintained: 1 })
        .split('\n')
        .at(-1),
    ).toBe('  1 SaaS users would no longer be loaded by anybody: unmaintained')
  })
})
