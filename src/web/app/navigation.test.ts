import { expect, it } from 'vitest'
import { maySee } from './navigation.ts'

const write = ['people:read', 'people:write']

it.each([
  ['whoever writes people and sees all of everybody', write, true, true],
  ['whoever writes people and sees only some', write, false, false],
  ['whoever only reads people', ['people:read'], true, false],
])('%s looks for duplicates and merges, or neither', (_who, rights, seesAll, may) => {
  for (const place of ['/duplicates', '/duplicates/', '/people/per_1/merge'])
    expect(maySee(place, (right) => rights.includes(right), seesAll)).toBe(may)
  expect(maySee('/people/per_1', (right) => rights.includes(right), seesAll)).toBe(true)
})
