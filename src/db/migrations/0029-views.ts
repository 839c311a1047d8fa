import type { Migration } from '../migration.ts'

/** Lists as somebody shaped them, kept under a name. */
export const migration: Migration = {
  version: 29,
  name: 'views',
  sql: `
create table view (
  id uuid primary key default new_id(),
  list text not null check (list in ('people', 'saas-users')),
  name text not null,
  -- Null: the owner of the machine, who has no account.
  account_id uuid references account on delete cascade,
  reach text not null check (reach in ('private', 'role', 'everyone')),
  role text references role on delete cascade,
  is_default boolean not null default false,
  words jsonb not null,
  -- The fields that its words name: who may not see one of them does not see the view.
  names text[] not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((role is not null) = (reach = 'role'))
);
create unique index view_name on view
  (list, lower(name), reach, coalesce(role, ''), (case when reach = 'private' then account_id end)) nulls not distinct;
create unique index view_default on view
  (list, reach, coalesce(role, ''), (case when reach = 'private' then account_id end)) nulls not distinct where is_default;
`,
}
