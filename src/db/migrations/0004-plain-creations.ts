import type { Migration } from '../migration.ts'

/**
 * A staged row without an outcome becomes a new person, as its row says and nothing else: the usual case of a
 * first load, which then writes no row of its own. Rows that change nothing say so.
 */
export const migration: Migration = {
  version: 4,
  name: 'plain-creations',
  sql: `
alter table outcome drop constraint outcome_kind_check,
  add constraint outcome_kind_check check (kind in ('created', 'updated', 'unchanged', 'skipped', 'failed', 'held'));

-- Whether each plain creation is one of a SaaS user too.
alter table run add column with_accounts boolean not null default false;

insert into outcome (run_id, number, vendor_id, label, kind)
select s.run_id, s.number, s.vendor_id, s.label, 'unchanged'
  from staged s join run on run.id = s.run_id and run.digest is not null
 where not exists (select from outcome o where o.run_id = s.run_id and o.number = s.number);
`,
}
