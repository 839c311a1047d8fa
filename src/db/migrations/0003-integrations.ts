import type { Migration } from '../migration.ts'

/** Credentials and integrations; the vault's key check. */
export const migration: Migration = {
  version: 3,
  name: 'integrations',
  sql: `
-- Proves that a root key belongs to this data. Holds no key.
create table vault_key (
  version integer primary key,
  check_value bytea not null,
  created_at timestamptz not null default now()
);

create table credential (
  id uuid primary key default new_id(),
  connector text not null,
  name text not null,
  sealed bytea not null,
  -- What is no secret of it, for showing and editing.
  settings jsonb not null default '{}',
  -- The only origins its secrets may be sent to; bound into the seal.
  origins text[] not null,
  fingerprint text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_used_at timestamptz
);
create unique index credential_name on credential (lower(name));

create table integration (
  id uuid primary key default new_id(),
  name text not null,
  connector text not null,
  load text not null,
  credential_id uuid references credential (id),
  selection text not null check (selection in ('user', 'user_and_saas_user')),
  preference text not null check (preference in ('create_update', 'create', 'update')),
  instance text not null default '',
  state text not null default 'draft' check (state in ('draft', 'active', 'paused')),
  mapping jsonb not null,
  conditions jsonb,
  revision integer not null default 1,
  launched_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index integration_name on integration (lower(name));
`,
}
