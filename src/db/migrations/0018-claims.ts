import type { Migration } from '../migration.ts'

/** A request that can be repeated is claimed before it is done, so that two at the same moment are one. */
export const migration: Migration = {
  version: 18,
  name: 'claims',
  sql: `
alter table repeatable
  -- Null: it is under way.
  alter column body drop not null,
  -- Whose work it is: who lost it to another may not answer.
  add column claim uuid,
  -- Until when it is under way, unless that is renewed. Null: it was done.
  add column claimed_until timestamptz;
`,
}
