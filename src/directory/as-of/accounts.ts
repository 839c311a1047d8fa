import { sql } from 'kysely'
import { type EndOfDay, lastBefore, momentOf, type Sql, sinceSql } from './moment.ts'
import { movedSince, unmoved } from './moved.ts'

/** SaaS users as they were at the end of a day; see `objectsThen`. What happens to them as a whole changes no field. */
export function accountsThen(past: EndOfDay, only?: readonly string[]): readonly Sql[] {
  const moment = momentOf(past)
  const isOf = only ? sql`c.field = any(${only}::text[])` : sql`true`
  return [
    unmoved('saas_user', moment, { isOf, quiet: [] }),
    only
      ? accountsBack(moment, only)
      : sql`select t.* from ${movedSince('saas_user', moment, isOf)} ${accountBack(moment)}`,
  ]
}

/** Those that changed in some fields since, all at once: taken back one by one, a million of them would take many seconds. */
const accountsBack = (moment: Sql, only: readonly string[]): Sql => sql`
  select o.id, o.application_id, o.vendor_id, o.linked_by_hand, o.created_at, o.updated_at, ${columnsBack(moment)} from (
    select object_id, jsonb_object_agg(field, before) as told from (
      select distinct on (c.object_id, c.field) c.object_id, c.field, c.before from change c
       where c.object = 'saas_user' and c.at >= ${moment} and c.field = any(${only}::text[])
       order by c.object_id, c.field, c.id) first
     group by object_id) f
    join saas_user o on o.id = f.object_id and o.created_at < ${moment}`

/** What history tells of an account (`o`), as columns: as `f.told` has it, or as they are. */
function columnsBack(moment: Sql): Sql {
  const was = (field: string) => sql`f.told->>${field}`
  const back = (field: string, column: string, value: Sql) =>
    sql`case when f.told ? ${field} then ${value} else ${sql.ref(`o.${column}`)} end as ${sql.ref(column)}`
  return sql.join([
    back('label', 'label', was('label')),
    back('role', 'role', was('role')),
    back('active', 'active', sql`(${was('active')})::boolean`),
    back('person', 'person_id', sql`(${was('person')})::uuid`),
    back('no_person_reason', 'no_person_reason', was('no_person_reason')),
    back('gone', 'gone_at', sinceSaid('gone', moment)),
    back('unmaintained', 'unmaintained_at', sinceSaid('unmaintained', moment)),
  ])
}

/** When it was said for the last time before, where it was so (`f.told`). */
const sinceSaid = (field: string, moment: Sql): Sql =>
  sql`case when f.told->>${field} = 'true' then ${lastBefore(sql`o.id`, moment, sql`c.field = ${field} and c.after = 'true'`)} end`

/** One SaaS user, by an id in another table, as it was. */
export const accountThen = (id: Sql, past: EndOfDay): Sql =>
  sql`select t.* from saas_user o ${accountBack(momentOf(past))} where o.id = ${id}`

/** What history tells of accounts. */
export const toldOfAccounts: ReadonlySet<string> = new Set([
  'label',
  'role',
  'active',
  'person',
  'no_person_reason',
  'gone',
  'unmaintained',
])

function accountBack(moment: Sql): Sql {
  return sql`cross join lateral (
      select jsonb_object_agg(s.field, s.before) filter (where s.field is not null and s.place = 1) as told
        from (${sinceSql(sql`o.id`, moment)}) s) f
    cross join lateral jsonb_populate_record(o, coalesce(f.told, '{}')
           || case when f.told ? 'person' then jsonb_build_object('person_id', f.told->'person') else '{}' end
           || case when f.told ? 'gone' then jsonb_build_object('gone_at', ${sinceSaid('gone', moment)}) else '{}' end
           || case when f.told ? 'unmaintained' then jsonb_build_object('unmaintained_at', ${sinceSaid('unmaintained', moment)}) else '{}' end) t`
}
