import type { Migration } from '../migration.ts'

/**
 * The directory: people, SaaS applications and users, what each source said, and every change.
 * The tables that runs fill by the hundred thousand carry no foreign keys: a key check per row costs
 * as much as the row itself, `src/directory` is their only writer, and the plan has checked every
 * reference before it writes.
 */
export const migration: Migration = {
  version: 1,
  name: 'directory',
  sql: `
do $$ begin
  if current_setting('server_version_num')::int >= 180000 then
    create function new_id() returns uuid language sql volatile parallel safe as 'select uuidv7()';
  else
    -- Version 7: 48 bits of milliseconds, then random bits of a version 4 id with the version set to 7.
    create function new_id() returns uuid language sql volatile parallel safe as
      'select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
         placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
         from 1 for 6), 52, 1), 53, 1), ''hex'')::uuid';
  end if;
end $$;

-- Counts every applied plan, so that a plan knows whether the directory moved since it was made.
create table directory_state (
  singleton boolean primary key default true check (singleton),
  revision bigint not null default 0
);
insert into directory_state default values;

create table role (
  key text primary key,
  label text not null unique,
  -- A role with write rights can never be given by a mapping.
  writes boolean not null,
  position integer not null
);
insert into role values
  ('administrator', 'Administrator', true, 1), ('editor', 'Editor', true, 2),
  ('viewer', 'Viewer', false, 3), ('employee', 'Employee', false, 4);

create table field (
  object text not null check (object in ('person')),
  key text not null,
  label text not null,
  type text not null,
  is_unique boolean not null default false,
  mandatory boolean not null default false,
  options text[] not null default '{}',
  core boolean not null default false,
  retired boolean not null default false,
  position integer generated always as identity,
  created_at timestamptz not null default now(),
  primary key (object, key)
);
create unique index field_label on field (object, lower(label));

create table person (
  id uuid primary key default new_id(),
  username text not null,
  username_key text generated always as (lower(username)) stored,
  email text not null,
  email_key text generated always as (lower(email)) stored,
  first_name text,
  last_name text,
  display_name text,
  role text not null default 'Employee',
  employment_status text,
  title text,
  department text,
  manager text,
  location text,
  phone text,
  start_date date,
  end_date date,
  archived_at timestamptz,
  merged_into uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Deferrable, so that two people can swap their e-mails in one apply.
  constraint person_username_unique unique (username_key) deferrable initially deferred,
  constraint person_email_unique unique (email_key) deferrable initially deferred
);
insert into field (object, key, label, type, is_unique, mandatory, options, core) values
  ('person', 'username', 'Username', 'text', true, true, '{}', true),
  ('person', 'email', 'Email', 'email', true, true, '{}', true),
  ('person', 'first_name', 'First name', 'text', false, false, '{}', true),
  ('person', 'last_name', 'Last name', 'text', false, false, '{}', true),
  ('person', 'display_name', 'Display name', 'text', false, false, '{}', true),
  ('person', 'role', 'Role', 'choice', false, true, '{Administrator,Editor,Viewer,Employee}', true),
  ('person', 'employment_status', 'Employment status', 'choice', false, false, '{active,on leave,left}', true),
  ('person', 'title', 'Title', 'text', false, false, '{}', true),
  ('person', 'department', 'Department', 'text', false, false, '{}', true),
  ('person', 'manager', 'Manager', 'text', false, false, '{}', true),
  ('person', 'location', 'Location', 'text', false, false, '{}', true),
  ('person', 'phone', 'Phone', 'text', false, false, '{}', true),
  ('person', 'start_date', 'Start date', 'date', false, false, '{}', true),
  ('person', 'end_date', 'End date', 'date', false, false, '{}', true);

create table saas_application (
  id uuid primary key default new_id(),
  vendor text not null,
  instance text not null default '',
  created_at timestamptz not null default now(),
  unique (vendor, instance)
);

create table saas_user (
  id uuid primary key default new_id(),
  application_id uuid not null,
  vendor_id text not null check (length(vendor_id) > 0),
  -- Null: an account of nobody we know (unmatched).
  person_id uuid,
  -- What the vendor calls the account, so that an unmatched one can be recognised.
  label text,
  role text,
  -- Null: the vendor does not say.
  active boolean,
  -- Which run made it: the first row of its history.
  run_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (application_id, vendor_id)
);
create index saas_user_person on saas_user (person_id);

-- Whoever says something about people: an integration (same id), or a hand.
create table source (
  id uuid primary key,
  kind text not null check (kind in ('hand', 'integration')),
  -- Where several sources speak of a field, hand comes first, then the earlier launched.
  launched_at timestamptz not null default now()
);

create table source_record (
  source_id uuid not null,
  vendor_id text not null check (length(vendor_id) > 0),
  person_id uuid,
  -- 0 active, 1 inactive, 2 removed: of two records of one person the better standing speaks first.
  standing smallint not null default 0,
  -- What the mapping made of the record; an absent key was missing, a null one was empty.
  "row" jsonb not null,
  -- Null: look at this record again in the next run even if the vendor sends the same.
  raw_hash uuid,
  -- The staged record it came from, which holds what the vendor sent word for word.
  run_id uuid not null,
  number integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (source_id, vendor_id)
);
create index source_record_person on source_record (person_id);

create table change (
  id bigint generated always as identity,
  object text not null check (object in ('person', 'saas_user')),
  object_id uuid not null,
  -- A person's creation is one row without a field; its values are in "after".
  kind text not null check (kind in ('created', 'updated')),
  field text,
  before jsonb,
  after jsonb,
  run_id uuid,
  actor text not null,
  at timestamptz not null default now(),
  -- History is read object by object.
  primary key (object_id, id)
);
`,
}
