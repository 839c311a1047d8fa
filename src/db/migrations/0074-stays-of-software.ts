import type { Migration } from '../migration.ts'

/** A title that returns to a device is another stay there, so that it can be told what was installed on any day. */
export const migration: Migration = {
  version: 74,
  name: 'stays-of-software',
  sql: `
alter table installation drop constraint installation_pkey,
  add primary key (device_id, source_id, software_id, version, made_at);
comment on table installation is 'What a source says is, or was, on a device; a title that returns has a row for each stay';
comment on column installation.run_id is 'The run that brought it';
comment on column installation.made_at is 'Since when it is there';
comment on column installation.gone_at is 'Until when it was there; empty: it still is';
`,
}
