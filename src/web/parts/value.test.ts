import { expect, it } from 'vitest'
import { timeText } from '../ui/time.ts'
import { valueText } from './value.tsx'

it.each([
  ['2026-01-31', '31 Jan 2026'],
  ['2026-01-31T09:05:00Z', timeText('2026-01-31T09:05:00Z')],
  ['2026-13-01', '2026-13-01'],
  ['since 2026-01-31', 'since 2026-01-31'],
  [true, 'yes'],
  [['a', 'b'], 'a, b'],
  ['', undefined],
])('%j reads as %j', (value, text) => {
  expect(valueText(value)).toBe(text)
})
