import type { Migration } from '../migration.ts'

/** Two people who are one: who became a redirect, and what moved with them, so that it can be taken back. */
export const migration: Migration = {
  version: 48,
  name: 'merges',
  sql: `
alter table change drop constraint change_kind_check,
  add constraint change_kind_check
    check (kind in ('created', 'updated', 'archived', 'restored', 'erased', 'merged', 'split'));
comment on column change.kind is 'created, updated, archived, restored, erased, merged or split';

create table person_merge (
  id uuid primary key default new_id(),
  -- Who stays.
  into_id uuid not null,
  from_id uuid not null,
  actor text not null,
  at timestamptz not null default now(),
  -- What became of their values: field → [before, after].
  into_changes jsonb not null,
  from_changes jsonb not null,
  -- What moved: [source id, vendor id] of records, ids of the rest, keys of what the hand said.
  records jsonb not null,
  saas_users uuid[] not null,
  applications uuid[] not null,
  account_id uuid,
  hand text[] not null,
  -- Who was merged into the one who went.
  people uuid[] not null,
  was_archived boolean not null,
  -- Taken back.
  split_at timestamptz
);
create unique index person_merge_from on person_merge (from_id) where split_at is null;
create index person_merge_into on person_merge (into_id);
create index person_merged on person (merged_into) where merged_into is not null;
`,
}
