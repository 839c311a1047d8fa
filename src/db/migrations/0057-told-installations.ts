import type { Migration } from '../migration.ts'

/** A title that returns to a device is told by the run that brought it back, so that its undo can find it. */
export const migration: Migration = {
  version: 57,
  name: 'told-installations',
  sql: `comment on column installation.run_id is 'The run that brought it last'`,
}
