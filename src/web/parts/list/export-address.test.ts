import { expect, it } from 'vitest'
import { exportAddress } from './export-address.ts'
import type { ListSpec } from './list-spec.ts'

const column = (key: string) => ({ key, label: key, type: 'text' as const, width: 100, cell: () => null })
const nothing = async () => {
  throw new Error('Nobody asks')
}
const spec: ListSpec<{ readonly id: string }> = {
  key: ['people'],
  noun: 'person',
  many: 'people',
  searches: '',
  columns: [column('fullName'), column('username'), column('updatedAt')],
  usual: ['fullName', 'email', 'username'],
  usualSort: 'username',
  quick: [],
  views: 'people',
  table: { path: '/api/people/export' },
  list: nothing,
  count: nothing,
}

it.each([
  ['the usual columns that are not hidden', {}, 'fullName,username'],
  [
    'of the columns of a shared address those that there are',
    { columns: 'updatedAt:200,email' },
    'updatedAt',
  ],
  ['the usual ones where none of them is there', { columns: 'email,shoe_size' }, 'fullName,username'],
])('a list is taken along with %s', (_, words, columns) => {
  const address = new URL(exportAddress(spec, words, 'csv'), 'http://127.0.0.1')
  expect(address.searchParams.get('columns')).toBe(columns)
})
