import type { Json, JsonObject } from './json.ts'

/** A role as Planhat lists it. The ids of the four built-in ones are the same in every tenant. */
export interface Role extends JsonObject {
  readonly _id: string
  readonly name: string
  readonly description: string
  readonly __v: number
}

export const administrator = '000000000000000000000000'
export const csm = '000000010000000000000000'
export const manager = '000000020000000000000000'
export const developer = '000000030000000000000000'

/** Four built-in roles and five made by the tenant. */
export const roles: readonly Role[] = [
  role(administrator, 'Administrator', 'Full access, including users and settings'),
  role(csm, 'CSM', 'Access to selected views and relevant accounts'),
  role(manager, 'Manager', 'Access to the whole portfolio of a team'),
  role(developer, 'Developer', 'Access to API keys and error pages'),
  role('5c0ffee00000000000000001', 'Onboarding', 'Projects of new customers'),
  role('5c0ffee00000000000000002', 'Renewals', 'Licences and renewals'),
  role('5c0ffee00000000000000003', 'Support Lead', 'Tickets and conversations'),
  role('5c0ffee00000000000000004', 'Read only', 'May look, may not touch'),
  role('5c0ffee00000000000000005', 'Führungskräfte', 'Dashboards and reports'),
]

/** The ids of the tenant's teams. */
export const teamIds: readonly string[] = Array.from(
  { length: 12 },
  (_, number) => `5d00000000000000000000${number.toString(16).padStart(2, '0')}`,
)

const byId = new Map(roles.map((one) => [one._id, one]))

/** What a list answer says of a role when it sends objects: the id alone where the role is unknown. */
export function describeRole(id: string): Json {
  const known = byId.get(id)
  return known ?? { _id: id }
}

function role(_id: string, name: string, description: string): Role {
  return { _id, name, description, __v: 1 }
}
