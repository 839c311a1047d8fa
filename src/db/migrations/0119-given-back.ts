import type { Migration } from '../migration.ts'

/** History says of a field that somebody gave back to which source it went. */
export const migration: Migration = {
  version: 119,
  name: 'given-back',
  sql: `
alter table change add column given_to uuid;
comment on column change.given_to is 'Of a field that somebody gave back: the source that speaks since, an integration; that of hands: no source says anything of it; empty: it was not given back';
`,
}
