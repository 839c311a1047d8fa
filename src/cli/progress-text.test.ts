import { expect, it } from 'vitest'
import { progressText } from './progress-text.ts'
import { aRun } from './test-data/runs.ts'

const progress = { read: 4000, staged: 3000, applied: 1500, toApply: 3000, expected: null, secondsLeft: null }
const half = `${'█'.repeat(12)}${'░'.repeat(12)}`

it.each([
  ['queued', null, 'Waiting to start'],
  ['reading', null, 'Reading   4,000 records'],
  ['reading', 8000, `Reading   ${half}  4,000 of about 8,000`],
  ['reading', 2000, `Reading   ${'█'.repeat(24)}  4,000 of about 4,000`],
  ['planned', null, 'Planning  3,000 changed records of 4,000'],
  ['applying', null, `Applying  ${half}  1,500 of 3,000`],
  ['succeeded', null, ''],
] as const)('tells a run that is %s (last time %s) as "%s"', (state, expected, text) => {
  expect(progressText(aRun({ state, progress: { ...progress, expected } }))).toBe(text)
})

it.each([
  [4, 'about 4 s'],
  [89, 'about 89 s'],
  [200, 'about 3 min'],
  [6 * 3600, 'about 6 h'],
])(
  'says how long %i seconds go on as "%s", and whether it is the reading or the run that ends then',
  (secondsLeft, text) => {
    const told = { ...progress, expected: 8000, secondsLeft }
    expect(progressText(aRun({ state: 'reading', progress: told }))).toBe(
      `Reading   ${half}  4,000 of about 8,000  ${text} more to read`,
    )
    expect(progressText(aRun({ state: 'applying', progress: told }))).toBe(
      `Applying  ${half}  1,500 of 3,000  ${text} left`,
    )
  },
)

it('pretends no bar where nothing is to be applied', () => {
  const nothing = { ...progress, applied: 0, toApply: 0 }
  expect(progressText(aRun({ state: 'applying', progress: nothing }))).toBe('Applying  0')
})

it('tells of a run that was interrupted that it goes on', () => {
  const text = (attempts: number) => progressText(aRun({ state: 'reading', progress, attempts }))
  expect([1, 2, 3, 5].map(text)).toEqual([
    'Reading   4,000 records',
    'Reading   4,000 records  resumed (attempt 2)',
    'Reading   4,000 records  resumed (attempt 3)',
    'Reading   4,000 records  resumed (attempt 5)',
  ])
})
