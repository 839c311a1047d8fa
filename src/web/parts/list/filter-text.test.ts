import { expect, it } from 'vitest'
import { filterText } from './filter-text.ts'
import type { ListColumn } from './list-spec.ts'

type Row = { readonly id: string }
const column = (key: string, label: string): ListColumn<Row> => ({
  key,
  label,
  type: 'text',
  width: 100,
  cell: () => null,
})
const spec = {
  columns: [column('personId', 'Person id'), column('role', 'Role')],
  quick: [
    { label: 'Without a person', filter: 'personId empty' },
    { label: 'Idle', filter: 'role empty and title empty' },
  ],
}

it.each([
  ['personId empty', 'Without a person'],
  ['personId empty and role eq "Admin"', 'Without a person and Role is Admin'],
  [
    'role eq "Admin" and (role empty or personId empty)',
    'Role is Admin and (Role is empty or Person id is empty)',
  ],
  ['role eq "Admin" or role empty', 'Role is Admin or Role is empty'],
  ['title empty and personId empty and role empty', 'Without a person and Idle'],
  ['role empty', 'Role is empty'],
  ['role === 1', 'role === 1'],
])('says %s as "%s"', (filter, text) => {
  expect(filterText(filter, spec)).toBe(text)
})
