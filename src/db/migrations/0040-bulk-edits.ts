import type { Migration } from '../migration.ts'

/** Many people are edited by hand in a run. */
export const migration: Migration = {
  version: 40,
  name: 'bulk-edits',
  sql: `
alter table run drop constraint run_kind_check,
  add constraint run_kind_check check (kind in ('load', 'replay', 'undo', 'edit')),
  -- What it does by hand to everybody who is staged: {"act", "values", "giveBack"}.
  add column edit jsonb;

-- Edits wait for nobody: several may be planned at once.
drop index run_active;
create unique index run_active on run (integration_id)
  where state in ('queued', 'leased', 'reading', 'planned', 'applying') and kind <> 'edit';

-- What a run left of a record where others write it beside runs; JSON's null: nothing.
alter table source_before add column "after" jsonb;
`,
}
