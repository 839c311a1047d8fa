import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Json } from '../../lib/value.ts'
import { nameQuery } from './data/names.ts'
import { useMay } from './session.ts'

/** Whether a value stands for a person of the directory. */
export const isPersonId = (value: Json): value is string =>
  typeof value === 'string' && /^per_[0-9a-f]{32}$/.test(value)

/** A person who is known by an id only: the name, and the way there. */
export function PersonLink({ id }: { readonly id: string }) {
  const may = useMay()
  const { data: name } = useQuery({ ...nameQuery(id), enabled: may('people:read') })
  if (!name) return 'somebody'
  return (
    <Anchor component={Link} to={`/people/${id}`} inherit>
      {name}
    </Anchor>
  )
}
