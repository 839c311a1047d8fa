import { useQuery } from '@tanstack/react-query'
import type { Account, Role } from '../../client/access.ts'
import { rolesQuery } from './data/roles.ts'
import { useMay, useSession } from './session.ts'

/** The roles that whoever is signed in may give: those that allow nothing they lack. */
export function useRolesToGive(): readonly Pick<Role, 'key' | 'label'>[] {
  const { role: own } = useSession()
  const may = useMay()
  const { data } = useQuery({ ...rolesQuery, enabled: may('roles:read') })
  return data ? data.filter(({ rights }) => rights.every(may)) : [own]
}

/** Whether they may change this account: one that may do more than they is out of their reach. */
export function useReaches({ role }: Account): boolean {
  const may = useMay()
  const roles = useRolesToGive()
  return may('accounts:write') && (!may('roles:read') || roles.some(({ key }) => key === role))
}
