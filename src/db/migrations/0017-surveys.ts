import type { Migration } from '../migration.ts'

/** What a whole list says of the fields that could be sync keys, counted by the worker; the last of each integration. */
export const migration: Migration = {
  version: 17,
  name: 'surveys',
  sql: `
create table survey (
  integration_id uuid primary key,
  state text not null default 'waiting' check (state in ('waiting', 'reading', 'done', 'failed')),
  -- Rises with every taking, so that who had it before writes nothing more.
  fence bigint not null default 0,
  lease_until timestamptz,
  read integer not null default 0,
  counts jsonb,
  fault text,
  asked_at timestamptz not null default now(),
  finished_at timestamptz
);
create index survey_open on survey (asked_at) where state in ('waiting', 'reading');
`,
}
