import type { Migration } from '../migration.ts'

/** Acts are looked for by who did them in whatever letters, as every list is filtered. */
export const migration: Migration = {
  version: 20,
  name: 'acts-by-who',
  sql: `
drop index act_by_who;
create index act_by_who on act (lower(who), number);
`,
}
