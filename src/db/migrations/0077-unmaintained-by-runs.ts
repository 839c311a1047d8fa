import type { Migration } from '../migration.ts'

/** A run counts the SaaS users that its integration leaves, as it counts who is gone. */
export const migration: Migration = {
  version: 77,
  name: 'unmaintained-by-runs',
  sql: `
alter table run add column unmaintained integer not null default 0;
`,
}
