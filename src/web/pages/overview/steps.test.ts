import { expect, it } from 'vitest'
import { gettingStarted } from './steps.ts'

const problem = { field: 'role', message: 'Choose the Role' }
const draft = { id: 'int_1', state: 'draft', missing: [problem], launchedAt: null } as const
const ticks = (...given: Parameters<typeof gettingStarted>) =>
  gettingStarted(...given).map(({ isDone }) => isDone)

it.each([
  ['nothing', [], [], [false, false, false, false]],
  ['a credential', [{ id: 'cre_1' }], [], [true, false, false, false]],
  ['a draft', [{ id: 'cre_1' }], [draft], [true, true, false, false]],
  ['a draft that lacks nothing', [{ id: 'cre_1' }], [{ ...draft, missing: [] }], [true, true, true, false]],
  [
    'a launch',
    [{ id: 'cre_1' }],
    [{ ...draft, launchedAt: '2026-01-05T09:00:00Z' }],
    [true, true, true, true],
  ],
])('getting started ticks what is there: %s', (_, credentials, integrations, expected) => {
  expect(ticks(credentials, integrations)).toEqual(expected)
})
