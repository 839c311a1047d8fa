import { expect, it } from 'vitest'
import { viewText } from './view-text.ts'

const column = (key: string, label: string) => ({
  key,
  label,
  type: 'text' as const,
  width: 1,
  cell: () => null,
})
const spec = {
  columns: [column('department', 'Department'), column('last_name', 'Last name')],
  quick: [{ label: 'Without a department', filter: 'department empty' }],
}

it.each([
  [{}, ''],
  [{ columns: 'last_name', density: 'compact' as const }, ''],
  [
    { filter: 'department empty', sort: '-last_name,department' },
    'Without a department · by Last name, last first, then Department',
  ],
  [
    { search: 'ada', archived: true as const, group: 'department', sort: 'last_name' },
    'archived · with “ada” · counted by Department',
  ],
  [{ asOf: '2026-01-31' }, 'as of 31 Jan 2026'],
])('a view of %j is told as "%s"', (words, text) => {
  expect(viewText({ words }, spec)).toBe(text)
})
