import type { Migration } from '../migration.ts'

/** Why a record is skipped or fails is said of objects: not every record is of a person. */
export const migration: Migration = {
  version: 67,
  name: 'reasons-of-objects',
  sql: `update outcome set reason = case reason
      when 'same_person' then 'same_object' when 'person_failed' then 'object_failed' else 'no_object' end
    where reason in ('same_person', 'person_failed', 'no_person')`,
}
