import type { Migration } from '../migration.ts'

/** Lists of hardware and software are kept as views, too. */
export const migration: Migration = {
  version: 53,
  name: 'views-of-assets',
  sql: `
alter table view drop constraint view_list_check,
  add constraint view_list_check check (list in ('people', 'saas-users', 'devices', 'software'));
`,
}
