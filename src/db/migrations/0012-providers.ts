import type { Migration } from '../migration.ts'

/** Signing in at an identity provider (OpenID Connect), and accounts that one keeps here (SCIM). */
export const migration: Migration = {
  version: 12,
  name: 'providers',
  sql: `
create table provider (
  id uuid primary key default new_id(),
  label text not null constraint provider_label unique,
  issuer text not null,
  client_id text not null,
  sealed bytea not null,
  fingerprint text not null,
  -- The role of whoever comes from it and has no account yet. Null: nobody gets one so.
  default_role text constraint provider_role references role,
  -- Its claim that names groups, and which role each gives: [["staff", "viewer"]], the first that fits counts.
  group_claim text not null default 'groups',
  group_roles jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Which account somebody of a provider has.
create table identity (
  provider_id uuid not null references provider on delete cascade,
  subject text not null,
  account_id uuid not null references account on delete cascade,
  primary key (provider_id, subject)
);
create index identity_account on identity (account_id);

-- How people may sign in.
create table sign_in (
  singleton boolean primary key default true check (singleton),
  passwords boolean not null default true
);
insert into sign_in default values;

-- What an identity provider calls an account, and the groups it keeps here.
alter table account add column external_id text;
create table scim_group (
  id uuid primary key default new_id(),
  name text not null constraint scim_group_name unique,
  external_id text,
  -- The role of its members; null: none.
  role text references role,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table scim_member (
  group_id uuid not null references scim_group on delete cascade,
  account_id uuid not null references account on delete cascade,
  primary key (group_id, account_id)
);
`,
}
