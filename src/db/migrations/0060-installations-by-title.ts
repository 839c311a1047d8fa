import type { Migration } from '../migration.ts'

/** On how many devices a title is, and where, is read from an index alone. */
export const migration: Migration = {
  version: 60,
  name: 'installations-by-title',
  sql: `
create index installation_title on installation (software_id, device_id, version) where gone_at is null;
drop index installation_software;
`,
}
