import type { Migration } from '../migration.ts'

/** An ending that failed waits by itself, so that it holds up no other. */
export const migration: Migration = {
  version: 110,
  name: 'due-endings',
  sql: 'alter table ending add column due_at timestamptz not null default now()',
}
