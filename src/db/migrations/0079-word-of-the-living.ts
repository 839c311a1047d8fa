import type { Migration } from '../migration.ts'

/**
 * Who is gone, left out or of an integration that was deleted speaks last from now on: whoever else speaks of the same people
 * or devices is looked at again in their next run, whose plan shows what changes by that.
 */
export const migration: Migration = {
  version: 79,
  name: 'word-of-the-living',
  sql: `
update source_record r set raw_hash = null
  from source s
 where s.id = r.source_id and s.ended_at is null and r.gone_at is null and r.raw_hash is not null
   and (r.out_of_scope_at is not null or r.object_id in (
         select other.object_id from source_record other join source o on o.id = other.source_id
          where other.gone_at is not null or other.out_of_scope_at is not null or o.ended_at is not null));
`,
}
