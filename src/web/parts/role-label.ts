import { useQuery } from '@tanstack/react-query'
import { rolesQuery } from './data/roles.ts'
import { useMay } from './session.ts'

/** What roles are called, by key; by the key itself for whoever may not read roles. */
export function useRoleLabel(): (key: string) => string {
  const may = useMay()
  const { data: roles = [] } = useQuery({ ...rolesQuery, enabled: may('roles:read') })
  return (wanted) => roles.find(({ key }) => key === wanted)?.label ?? wanted
}
