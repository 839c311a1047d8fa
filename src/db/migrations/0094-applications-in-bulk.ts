import type { Migration } from '../migration.ts'

/** SaaS applications are archived, and edited many at once by a run, whose records they are. */
export const migration: Migration = {
  version: 94,
  name: 'applications-in-bulk',
  sql: `
alter table saas_application add column archived_at timestamptz;
comment on column saas_application.archived_at is 'Since when it is archived; empty: it is not. Its accounts stay, and are loaded on';
alter table run drop constraint run_object_check,
  add constraint run_object_check check (object in ('person', 'device', 'saas_application'));
`,
}
