import type { Migration } from '../migration.ts'

/** The list of SaaS applications is kept as views, too. */
export const migration: Migration = {
  version: 73,
  name: 'views-of-applications',
  sql: `
alter table view drop constraint view_list_check,
  add constraint view_list_check check (list in ('people', 'saas-applications', 'saas-users', 'devices', 'software'));
`,
}
