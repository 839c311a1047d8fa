import type { Migration } from '../migration.ts'

/** People are edited by hand: what a hand says comes from no run. */
export const migration: Migration = {
  version: 25,
  name: 'by-hand',
  sql: `
alter table source_record alter column run_id drop not null;
`,
}
