import { expect, it } from 'vitest'
import { expiryText } from './expiry-text.ts'

const now = new Date(2027, 0, 15, 23, 30).getTime()

it.each([
  [null, ''],
  ['2027-02-15', '2027-02-15'],
  ['2027-02-14', '2027-02-14 (30 days left)'],
  ['2027-01-16', '2027-01-16 (ends tomorrow)'],
  ['2027-01-15', '2027-01-15 (ends today)'],
  ['2027-01-14', '2027-01-14 (expired)'],
])('tells a credential whose last day is %s as "%s"', (lastDay, text) => {
  expect(expiryText(lastDay, now)).toBe(text)
})
