import type { Migration } from '../migration.ts'

/** Integrations that were deleted, until a worker has seen to everything they said. */
export const migration: Migration = {
  version: 86,
  name: 'endings',
  sql: `
create table ending (
  source_id uuid primary key,
  name text not null,
  actor text not null,
  since timestamptz not null default now()
);
`,
}
