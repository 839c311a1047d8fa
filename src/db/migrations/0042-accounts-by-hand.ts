import type { Migration } from '../migration.ts'

/** Whose an account is can be said by hand. */
export const migration: Migration = {
  version: 42,
  name: 'accounts-by-hand',
  sql: `
alter table saas_user add column linked_by_hand boolean not null default false;
comment on column saas_user.linked_by_hand is 'Whether somebody said by hand whose it is, or that it is nobody’s; no load changes that';
`,
}
