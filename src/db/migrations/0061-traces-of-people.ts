import type { Migration } from '../migration.ts'

/** What is left of one person is found without reading what is left of everybody, when they are erased. */
export const migration: Migration = {
  version: 61,
  name: 'traces-of-people',
  sql: `
create index staged_record on staged (vendor_id);
create index outcome_record on outcome (vendor_id) where vendor_id <> '';
-- Whose a device is said to be, or was; by its hash, for what vendors send has any length.
create index source_record_owner on source_record (md5(lower("row"->>'owner'))) where "row" ? 'owner';
create index change_owner_before on change (md5(lower(before #>> '{}'))) where object = 'device' and field = 'owner';
create index change_owner_after on change (md5(lower(after #>> '{}'))) where object = 'device' and field = 'owner';
create index change_owner_made on change (md5(lower(after->>'owner'))) where object = 'device' and kind = 'created';
`,
}
