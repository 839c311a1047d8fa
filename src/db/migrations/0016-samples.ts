import type { Migration } from '../migration.ts'

/** What mapping screens look at: the first records of a list, kept for a week. */
export const migration: Migration = {
  version: 16,
  name: 'samples',
  sql: `
create table sample (
  integration_id uuid primary key,
  taken_at timestamptz not null default now(),
  -- The properties of records that the vendor was asked for beside the usual ones.
  roots text[] not null,
  -- JSON texts: jsonb refuses NUL and lone surrogates, which vendors do send.
  records text[] not null
);
`,
}
