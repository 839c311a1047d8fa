import type { Migration } from '../migration.ts'

/** Of whom the conditions leave out, an outcome keeps whether the vendor calls the account active. */
export const migration: Migration = {
  version: 78,
  name: 'active-of-left-out',
  sql: `
alter table outcome add column active boolean;
`,
}
