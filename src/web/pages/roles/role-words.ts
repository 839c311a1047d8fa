import type { Role } from '../../../client/access.ts'
import type { Field } from '../../../client/types.ts'

/** What the roles that come with Muster are for. */
const given: Readonly<Record<string, string>> = {
  administrator: 'Everything, also what later versions bring',
  editor: 'Builds and runs integrations, and decides about plans; no accounts, no roles',
  viewer: 'Sees everything but accounts and roles, and changes nothing',
  employee: 'Looks at their own entry in the directory',
}

/** What a role is for, of those that come with Muster. */
export const roleLead = ({ key, own }: Pick<Role, 'key' | 'own'>): string | undefined =>
  own ? undefined : given[key]

/** Whom the accounts of a role see. */
export function seenText({ filter }: Pick<Role, 'filter'>, fields: readonly Field[]): string {
  if (filter === null) return 'Everybody'
  if ('own' in filter) return 'Only themselves'
  const label = fields.find(({ key }) => key === filter.field)?.label ?? filter.field
  return `${label} is ${filter.anyOf.join(' or ')}`
}
