import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { accountsQuery } from '../../parts/data/accounts.ts'
import { rolesQuery } from '../../parts/data/roles.ts'
import { useMay, useSession } from '../../parts/session.ts'

/** An account that a token can be made for, with the rights that it can get. */
interface Bearer {
  readonly id: string
  readonly label: string
  readonly isOwn: boolean
  has(right: string): boolean
}

/** For whom somebody can make tokens: themselves, and services if accounts are theirs to change. */
export function useBearers(): readonly Bearer[] {
  const { account } = useSession()
  const may = useMay()
  const seesServices = may('accounts:write') && may('accounts:read') && may('roles:read')
  const { data: accounts } = useInfiniteQuery({ ...accountsQuery(undefined), enabled: seesServices })
  const { data: roles = [] } = useQuery({ ...rolesQuery, enabled: seesServices })
  const services = (accounts?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ kind, state }) => kind === 'service' && state === 'active')
  const rightsOf = (role: string) => roles.find(({ key }) => key === role)?.rights ?? []
  return [
    { id: account.id, label: `${account.name} (you)`, isOwn: true, has: may },
    ...services.map(({ id, name, role }) => ({
      id,
      label: name,
      isOwn: false,
      has: (right: string) => may(right) && rightsOf(role).includes(right),
    })),
  ]
}
