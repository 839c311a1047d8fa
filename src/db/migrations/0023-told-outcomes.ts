import type { Migration } from '../migration.ts'

/** What an outcome tells beside what happens: how the record found its person, and what was sent where nothing is staged. */
export const migration: Migration = {
  version: 23,
  name: 'told-outcomes',
  sql: `
-- 'vendor id', or the key of the sync key that found the person; null: nobody was found, or nobody was looked for.
alter table outcome add column found_by text;
-- Of a record that failed before it was staged, without what is never kept of it.
alter table outcome add column raw text;
`,
}
