import { expect, it } from 'vitest'
import { mappingProblems } from './mapping-problems.ts'

it('what is wrong with a mapping stands beside what it is about', () => {
  const mapping = {
    entries: [
      { target: 'username', source: { kind: 'field', field: 'email' } },
      { target: 'role', source: { kind: 'constant', value: 'King' } },
    ],
    syncKeys: [{ field: 'nickname', update: true }],
  } as const
  const problems = [
    { field: 'mapping.entries[1]', message: 'no such role' },
    { field: 'mapping.entries.1.source.value', message: 'said again' },
    { field: 'mapping.syncKeys[0]', message: 'does not tell people apart' },
    { field: 'mapping.customFields.custom.badge-7.from', message: 'cannot be read' },
    { field: 'name', message: 'is missing' },
  ]
  expect(mappingProblems(problems, mapping)).toEqual({
    targets: { role: 'no such role' },
    syncKeys: { nickname: 'does not tell people apart' },
    customFields: { 'custom.badge-7': 'cannot be read' },
  })
})
