import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Person } from '../../../client/person.ts'
import type { Field } from '../../../client/types.ts'
import { api } from '../../parts/api.ts'
import { askedTypeOf } from '../../parts/field-types.ts'
import type { ListColumn, ListSpec } from '../../parts/list/list-spec.ts'
import { Value } from '../../parts/value.tsx'
import { When } from '../../ui/when.tsx'

/** The list of people, with a column for each of these fields. */
export function peopleList(fields: readonly Field[]): ListSpec<Person> {
  return {
    key: ['people'],
    noun: 'person',
    many: 'people',
    searches: 'Name, username or e-mail',
    columns: [name, ...fields.filter(({ retired }) => !retired).map(columnOf), ...ours],
    retired: fields.filter(({ retired }) => retired),
    usual: ['fullName', 'email', 'username', 'role', 'updatedAt'],
    usualSort: fields.some(({ key }) => key === 'username') ? 'username' : 'fullName',
    quick: [
      { label: 'New this month', filter: 'createdAt eq this-month' },
      ...(fields.some(({ key }) => key === 'department')
        ? [{ label: 'Without a department', filter: 'department empty' }]
        : []),
    ],
    hasPast: true,
    views: 'people',
    table: { path: '/api/people/export' },
    list: (wish) => api.people.list(wish),
    count: (wish) => api.people.count(wish),
    groups: (wish) => api.people.groups(wish),
  }
}

const name: ListColumn<Person> = {
  key: 'fullName',
  label: 'Name',
  type: 'text',
  width: 160,
  cell: ({ id, fullName }) => (
    <Anchor component={Link} to={`/people/${id}`} inherit>
      {fullName ?? 'Nameless'}
    </Anchor>
  ),
}

const when = (key: 'createdAt' | 'updatedAt', label: string): ListColumn<Person> => ({
  key,
  label,
  type: 'datetime',
  width: 150,
  cell: (person) => <When at={person[key]} />,
})

const ours = [when('updatedAt', 'Changed'), when('createdAt', 'In the directory since')]

/** Of what is known to be longer, or shorter, than most. */
const widths: Readonly<Record<string, number>> = { email: 255, username: 255, role: 120 }

function columnOf({ key, label, type, options }: Field): ListColumn<Person> {
  const asked = askedTypeOf(type)
  return {
    key,
    label,
    type: asked,
    options,
    width: widths[key] ?? (asked === 'text' ? 180 : 140),
    cell: ({ values }) => <Value value={values[key] ?? null} empty="–" />,
  }
}
