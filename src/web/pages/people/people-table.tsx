import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Person } from '../../../client/person.ts'
import { personName } from '../../parts/person-name.ts'
import { Value } from '../../parts/value.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { When } from '../../ui/when.tsx'

const columns: readonly Column<Person>[] = [
  {
    key: 'name',
    label: 'Name',
    cell: (person) => (
      <Anchor component={Link} to={`/people/${person.id}`} inherit>
        {personName(person)}
      </Anchor>
    ),
  },
  { key: 'email', label: 'E-mail', cell: ({ values }) => <Value value={values.email ?? null} empty="–" /> },
  {
    key: 'username',
    label: 'Username',
    minor: true,
    cell: ({ values }) => <Value value={values.username ?? null} empty="–" />,
  },
  {
    key: 'role',
    label: 'Role',
    minor: true,
    cell: ({ values }) => <Value value={values.role ?? null} empty="–" />,
  },
  { key: 'updated', label: 'Changed', minor: true, cell: ({ updatedAt }) => <When at={updatedAt} /> },
]

export function PeopleTable({ people }: { readonly people: readonly Person[] }) {
  return <DataTable caption="People" columns={columns} rows={people} rowKey={({ id }) => id} />
}
