import type { Migration } from '../migration.ts'

/** What a source says, and what becomes of a record, is of an object: today a person, tomorrow a device. */
export const migration: Migration = {
  version: 36,
  name: 'objects',
  sql: `
alter table source_record rename column person_id to object_id;
alter index source_record_person rename to source_record_object;
alter table outcome rename column person_id to object_id;
update source_before
   set record = record - 'person_id' || jsonb_build_object('object_id', record->'person_id')
 where record ? 'person_id';
`,
}
