import type { Migration } from '../migration.ts'

/** A merge, and taking one apart, are runs. */
export const migration: Migration = {
  version: 63,
  name: 'merges-are-runs',
  sql: `
alter table run drop constraint run_kind_check,
  add constraint run_kind_check check (kind in ('load', 'replay', 'undo', 'edit', 'reorder', 'merge', 'split')),
  -- Whom it makes one, or takes apart: {"intoId", "fromId", "withAccount"}, and the id of the merge that is taken back.
  add column merge jsonb;

-- Like edits, they wait for nobody.
drop index run_active;
create unique index run_active on run (integration_id)
  where state in ('queued', 'leased', 'reading', 'planned', 'applying') and kind not in ('edit', 'merge', 'split');

-- The run that made it; null: it is older than that.
alter table person_merge add column run_id uuid;
`,
}
