import type { Migration } from '../migration.ts'
import { countSql, kinds, made, was } from './0035-saas-counts.ts'

const told = { ...kinds, unmatched: 'person_id is null and no_person_reason is null and gone_at is null' }

const functionSql = (event: string, rows: string) => `
create or replace function count_saas_users_${event}() returns trigger language plpgsql as $$
begin
  ${countSql(rows, told)};
  return null;
end $$;`

/** Some accounts stand for no person, and nobody is looked for: they do not count as without one. */
export const migration: Migration = {
  version: 90,
  name: 'accounts-of-nobody',
  sql: `
alter table saas_user add column no_person_reason text;
comment on column saas_user.no_person_reason is 'Why it needs no person, as somebody said: a service account, a shared mailbox; empty: nobody said so';
comment on column saas_count.unmatched is 'Of these, those of nobody known, unless somebody said that they need no person';
${functionSql('insert', made)}
${functionSql('update', `${made} union all ${was}`)}
${functionSql('delete', was)}
`,
}
