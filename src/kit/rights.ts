/** What can be allowed: a noun and a verb. Every route names the right it needs. */
export const rights = [
  'connectors:read',
  'credentials:read',
  'credentials:write',
  'fields:read',
  'fields:write',
  'integrations:read',
  'integrations:write',
  'runs:read',
  'runs:write',
  'runs:approve',
  'notices:read',
  'notices:write',
  'people:read',
  'saas-users:read',
] as const
export type Right = (typeof rights)[number]

/** Who acts. The name stands in history. */
export interface Actor {
  readonly name: string
  readonly rights: ReadonlySet<Right>
}

/** Whoever owns the machine Muster runs on: the user of its socket may do everything. */
export const owner = (name: string): Actor => ({ name, rights: new Set(rights) })
