import { expect, it } from 'vitest'
import { agoText, daysUntil, exactText, localText, momentOf, startOf } from './time.ts'
import { zone } from './zone.ts'

it.each([
  '2026-03-29T00:30:00.000Z',
  '2026-12-01T10:00:00.000Z',
  '2023-07-02T21:58:58.412Z',
  '2026-07-01T23:59:30.000Z',
])('%s is the same moment when it was shown to be edited, wherever one is', (moment) => {
  expect(momentOf(localText(moment))).toBe(moment)
})

it('a moment is typed as clocks show it', () => {
  const typed = '2026-12-01T10:00'
  expect(localText(momentOf(typed))).toBe(typed)
  expect(new Date(momentOf(typed)).getHours()).toBe(10)
})

it('what is no moment is left for the server to refuse', () => {
  expect([localText('soon'), momentOf('soon')]).toEqual(['', 'soon'])
})

const at = (day: number, hour: number) => new Date(2026, 5, day, hour).toISOString()
it.each([
  // Nearly two days, and a little more than one: both were yesterday, as filters count.
  [at(29, 1), 'yesterday'],
  [at(29, 22), 'yesterday'],
  [at(28, 23), '2 days ago'],
  [at(30, 1), '22 hours ago'],
  [at(31, 23), 'tomorrow'],
  [at(32, 22), 'in 2 days'],
])('%s is %s', (moment, told) => {
  expect(agoText(moment, new Date(2026, 5, 30, 23).getTime())).toBe(told)
})

it('a day is so far from today as the calendar has it, and begins at midnight', () => {
  expect(daysUntil('2026-07-02', new Date(2026, 5, 30, 23).getTime())).toBe(2)
  expect(startOf('2026-06-30', 1)).toBe(new Date(2026, 6, 1).toISOString())
})

it('a moment is told with its zone, and once where that is one’s own', () => {
  expect(exactText('2026-06-30T12:00:00.000Z')).toMatch(new RegExp(`^30 Jun 2026, \\d\\d:\\d\\d in ${zone}$`))
})
