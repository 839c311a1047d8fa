import type { Migration } from '../migration.ts'

/** What Muster calls its own fields is kept beside what they are called: whoever calls one otherwise can take that back. */
export const migration: Migration = {
  version: 96,
  name: 'usual-labels',
  sql: `
alter table field add column usual_label text;
comment on column field.usual_label is 'What the product calls a field of its own; empty: it is a customer’s';
update field set usual_label = label where core;
alter table field add check (core = (usual_label is not null));
`,
}
