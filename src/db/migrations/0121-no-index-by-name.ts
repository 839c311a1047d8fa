import type { Migration } from '../migration.ts'

/** Lists are sorted by `folded`: nothing reads the index by lower case any more, and each load of devices wrote it. */
export const migration: Migration = {
  version: 121,
  name: 'no-index-by-name',
  sql: `
drop index device_by_name;
`,
}
