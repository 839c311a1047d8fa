import type { Migration } from '../migration.ts'

/** Views that are used are made fast. */
export const migration: Migration = {
  version: 43,
  name: 'view-indexes',
  sql: `
alter table view
  -- The last day on which somebody looked at it.
  add column used_on date not null default current_date,
  -- The name of the index that serves it; null: none does.
  add column index_name text;
`,
}
