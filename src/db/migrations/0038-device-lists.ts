import type { Migration } from '../migration.ts'

/** Lists of devices are read in the order of their names. */
export const migration: Migration = {
  version: 38,
  name: 'device-lists',
  sql: `
create index device_by_name on device (lower(name), id);
`,
}
