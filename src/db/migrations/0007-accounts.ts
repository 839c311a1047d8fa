import type { Migration } from '../migration.ts'

/** Who may sign in, as what, and for how long; people keep the key of their role, so that its label can change. */
export const migration: Migration = {
  version: 7,
  name: 'accounts',
  sql: `
alter table role
  -- Null: as the product says, so that a new right needs no migration.
  add column rights text[],
  -- Whom its accounts see: {"own": true}, or {"field": "department", "anyOf": ["Sales"]}. Null: everybody.
  add column filter jsonb,
  add column hidden_fields text[] not null default '{}';
update role set filter = '{"own": true}' where key = 'employee';

alter table person alter column role set default 'employee';
update person set role = role.key from role where role.label = person.role;
update source_record r set "row" = jsonb_set(r."row", '{role}', to_jsonb(role.key))
  from role where r."row" ->> 'role' = role.label;
update source_before b set record = jsonb_set(b.record, '{row,role}', to_jsonb(role.key))
  from role where b.record -> 'row' ->> 'role' = role.label;
update staged s set "row" = jsonb_set(s."row", '{role}', to_jsonb(role.key)) from role where s."row" ->> 'role' = role.label;
update change c set before = coalesce((select to_jsonb(role.key) from role where to_jsonb(role.label) = c.before), c.before),
                    after = coalesce((select to_jsonb(role.key) from role where to_jsonb(role.label) = c.after), c.after)
 where c.object = 'person' and c.field = 'role';
-- A plan that waits says what it would change by the labels: it is made again.
update directory_state set revision = revision + 1;
update field set options = '{}' where key = 'role' and object = 'person';

create table account (
  id uuid primary key default new_id(),
  kind text not null check (kind in ('person', 'service')),
  name text not null,
  -- Null: of a service.
  email text,
  email_key text generated always as (lower(email)) stored constraint account_email unique,
  role text not null constraint account_role references role,
  -- Who in the directory it is, if anybody.
  person_id uuid constraint account_person unique,
  state text not null check (state in ('invited', 'active', 'disabled')),
  -- Null: it signs in another way, or not yet.
  password_hash text,
  -- The key that one-time passwords are made of, sealed; pending until a first one was right.
  totp bytea,
  totp_pending bytea,
  -- The time step of the last one-time password: each is good once.
  totp_step bigint,
  -- Hashes of the recovery codes that are left.
  recovery_codes bytea[] not null default '{}',
  signed_in_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (kind = 'service' or email is not null)
);
create index account_by_role on account (role);

create table session (
  id uuid primary key default new_id(),
  account_id uuid not null references account on delete cascade,
  -- SHA-256 of what the browser keeps.
  hash bytea not null unique,
  address text not null,
  agent text not null,
  made_at timestamptz not null default muster_now(),
  used_at timestamptz not null default muster_now(),
  -- When the password or another proof was given last.
  confirmed_at timestamptz not null default muster_now(),
  ends_at timestamptz not null
);
create index session_account on session (account_id);

create table token (
  id uuid primary key default new_id(),
  account_id uuid not null references account on delete cascade,
  name text not null,
  -- How its owner recognises it.
  prefix text not null,
  hash bytea not null unique,
  rights text[] not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_from text,
  created_at timestamptz not null default now()
);
create index token_account on token (account_id);

-- What is good once: an invitation, a new password, the first set-up, a link that signs in.
create table ticket (
  hash bytea primary key,
  kind text not null check (kind in ('invitation', 'reset', 'setup', 'link')),
  account_id uuid references account on delete cascade,
  expires_at timestamptz not null
);
create index ticket_account on ticket (account_id);

-- A browser from which an account was signed in to: guesses from elsewhere do not slow it down.
create table device (
  hash bytea primary key,
  account_id uuid not null references account on delete cascade,
  used_at timestamptz not null default muster_now()
);
create index device_account on device (account_id);

-- Failed sign-ins by account, by address and by device.
create table attempt (
  key text primary key,
  failures integer not null,
  since timestamptz not null default muster_now(),
  last_at timestamptz not null default muster_now()
);
`,
}
