import type { Migration } from '../migration.ts'

/** People are erased: what is known of them goes, and a mark keeps loads from bringing them back. */
export const migration: Migration = {
  version: 26,
  name: 'erasure',
  sql: `
alter table change drop constraint change_kind_check,
  add constraint change_kind_check check (kind in ('created', 'updated', 'archived', 'restored', 'erased'));

-- SHA-256 of a salt and what the erased were known by: a vendor's id at a source, or an e-mail address.
create table erasure (
  mark text primary key,
  at timestamptz not null default now()
);
create table erasure_salt (
  singleton boolean primary key default true check (singleton),
  salt text not null default gen_random_uuid()::text
);
insert into erasure_salt default values;
`,
}
