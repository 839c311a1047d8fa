import type { Migration } from '../migration.ts'

/** Runs, their pages, staging and plans. Every record of a run is known by its number in the list. */
export const migration: Migration = {
  version: 2,
  name: 'sync',
  sql: `
create table run (
  id uuid primary key default new_id(),
  integration_id uuid not null,
  state text not null default 'queued',
  -- plan: ends as previewed and waits for a person; apply: goes on by itself.
  mode text not null check (mode in ('plan', 'apply')),
  actor text not null,
  -- The integration as it was when the run began.
  revision integer not null,
  fence bigint not null default 0,
  lease_until timestamptz,
  cancel_asked boolean not null default false,
  -- The ledger: read = the sum of the rest.
  read integer not null default 0,
  created integer not null default 0,
  updated integer not null default 0,
  unchanged integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  held integer not null default 0,
  directory_revision bigint,
  digest text,
  applied integer not null default 0,
  fault jsonb,
  timings jsonb not null default '{}',
  queued_at timestamptz not null default now(),
  started_at timestamptz,
  planned_at timestamptz,
  finished_at timestamptz
);
create unique index run_active on run (integration_id)
  where state in ('queued', 'leased', 'reading', 'planned', 'applying');
create index run_integration on run (integration_id, id);

create table run_page (
  run_id uuid not null references run (id) on delete cascade,
  number integer not null,
  received integer not null,
  staged integer not null,
  unchanged integer not null,
  skipped integer not null,
  failed integer not null,
  -- Vendor ids of the page: who was seen, whatever became of them.
  seen text[] not null,
  at timestamptz not null default now(),
  primary key (run_id, number)
);

-- Records on their way to the plan, and afterwards what the vendor said for as long as a source record
-- points to it. Logged: an unlogged table is emptied by a crash of the database while the cursor survives.
create table staged (
  run_id uuid not null,
  number integer not null,
  vendor_id text not null,
  label text,
  standing smallint not null,
  role text,
  active boolean,
  "row" jsonb not null,
  keys jsonb,
  volatile jsonb,
  row_hash uuid not null,
  -- JSON text: jsonb refuses NUL and lone surrogates, which vendors do send.
  raw text not null,
  raw_hash uuid not null,
  primary key (run_id, number)
);

create table outcome (
  run_id uuid not null,
  number integer not null,
  vendor_id text not null,
  label text,
  kind text not null check (kind in ('created', 'updated', 'skipped', 'failed', 'held')),
  reason text,
  -- The existing person, or the id that a creation will have.
  person_id uuid,
  -- Field → [before, after]; of a creation only what differs from the staged row.
  changes jsonb,
  -- The SaaS user: field → [before, after]; {"created": true} for a new one.
  account jsonb,
  problems jsonb,
  primary key (run_id, number)
);
`,
}
