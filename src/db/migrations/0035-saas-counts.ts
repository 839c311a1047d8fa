import type { Migration } from '../migration.ts'

/** The kinds of accounts that are counted, and what tells each. */
export const kinds = {
  users: 'gone_at is null',
  active: 'active and gone_at is null',
  inactive: 'not active and gone_at is null',
  unmatched: 'person_id is null and gone_at is null',
  gone: 'gone_at is not null',
}
const names = Object.keys(kinds).join(', ')

/** Adds up the accounts of each application among these rows, each with the sign it counts with. */
export const countSql = (rows: string, told: typeof kinds = kinds) => `
  insert into saas_count as k (application_id, ${names})
  select application_id, ${Object.values(told)
    .map((test) => `coalesce(sum(sign) filter (where ${test}), 0)`)
    .join(', ')}
    from (${rows}) counted group by application_id
  on conflict (application_id) do update set ${Object.keys(kinds)
    .map((name) => `${name} = k.${name} + excluded.${name}`)
    .join(', ')}`

/** What a statement made, and what it left behind. */
export const made = 'select 1 as sign, made.* from made'
export const was = 'select -1 as sign, was.* from was'

function triggerSql(event: string, tables: string, rows: string): string {
  return `
create function count_saas_users_${event}() returns trigger language plpgsql as $$
begin
  ${countSql(rows)};
  return null;
end $$;
create trigger saas_user_count_${event} after ${event} on saas_user referencing ${tables}
  for each statement execute function count_saas_users_${event}();`
}

/**
 * How many accounts each application has, kept by whoever writes accounts: counted when asked for, three million
 * take seconds. A trigger adds up what one statement wrote, so that nobody who writes them can forget it.
 */
export const migration: Migration = {
  version: 35,
  name: 'saas-counts',
  sql: `
create table saas_count (
  application_id uuid primary key,
  ${Object.keys(kinds)
    .map((name) => `${name} bigint not null`)
    .join(', ')}
);
${countSql('select 1 as sign, u.* from saas_user u')};
${triggerSql('insert', 'new table as made', made)}
${triggerSql('update', 'old table as was new table as made', `${made} union all ${was}`)}
${triggerSql('delete', 'old table as was', was)}
`,
}
