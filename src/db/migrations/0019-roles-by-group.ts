import type { Migration } from '../migration.ts'

/** Roles that groups give are told from those that somebody gave, so that leaving a group takes only the former. */
export const migration: Migration = {
  version: 19,
  name: 'roles-by-group',
  sql: `
-- By whose groups the account has its role: the id of an identity provider, or 'scim'. Null: somebody gave it.
alter table account add column role_by text;
`,
}
