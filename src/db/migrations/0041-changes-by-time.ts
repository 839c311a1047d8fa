import type { Migration } from '../migration.ts'

/** Lists are shown as of a day: what changed since is found by its time. */
export const migration: Migration = {
  version: 41,
  name: 'changes-by-time',
  sql: `
-- History only grows at its end, so that so small an index finds the end of it.
create index change_at on change using brin (at) with (pages_per_range = 32, autosummarize = on);
`,
}
