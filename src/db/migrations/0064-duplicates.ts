import type { Migration } from '../migration.ts'

/** Pairs of people who may be the same, found again and again beside everything else. */
export const migration: Migration = {
  version: 64,
  name: 'duplicates',
  sql: `
create table duplicate (
  id uuid primary key default new_id(),
  first_id uuid not null,
  second_id uuid not null,
  -- name, address, phone
  reasons text[] not null,
  strength smallint generated always as (cardinality(reasons)) stored,
  -- Somebody said that they are two: the pair stays, so that it is not found again.
  dismissed_by text,
  dismissed_at timestamptz,
  unique (first_id, second_id)
);
create index duplicate_open on duplicate (strength desc, id) where dismissed_at is null;

create table duplicate_state (
  -- Of the directory, when it was last looked through.
  revision bigint
);
insert into duplicate_state default values;
`,
}
