import { expect, it } from 'vitest'
import { localText, momentOf } from './time.ts'

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
