import type { Migration } from '../migration.ts'

/** A record tells whether it came by a merge: then the records of the one who stayed speak first. Merges of before stay as they were. */
export const migration: Migration = {
  version: 99,
  name: 'records-of-the-joined',
  sql: `
alter table source_record add column joined uuid[];
comment on column source_record.joined is 'The merges by which it came with somebody who became part of this one, the last first; empty: it was always of this one';
`,
}
