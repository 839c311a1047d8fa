import type { Migration } from '../migration.ts'

/** Sources that ended before `ending` was there: a worker sees to the software they told of, which is counted until then. */
export const migration: Migration = {
  version: 106,
  name: 'endings-of-before',
  sql: `
insert into ending (source_id, name, actor)
select s.id, 'deleted integration', 'Muster' from source s
 where s.ended_at is not null and exists (select from installation i where i.source_id = s.id and i.gone_at is null)
    on conflict do nothing;
`,
}
