import type { Migration } from '../migration.ts'

/** Fields have an order of sources of their own, and a run shows whom another one would change. */
export const migration: Migration = {
  version: 47,
  name: 'source-order',
  sql: `
alter table field add column sources uuid[] not null default '{}';
comment on column field.sources is
  'The sources that speak of it before all others but the hand, the first first; empty: they speak as they were launched';

alter table run drop constraint run_kind_check,
  add constraint run_kind_check check (kind in ('load', 'replay', 'undo', 'edit', 'reorder')),
  -- What it makes of the orders of sources: {"title": ["…", "…"]}; an empty one is the usual one.
  add column orders jsonb,
  -- What they were before it was applied.
  add column orders_before jsonb;
`,
}
