import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Field, isQuiet, type ObjectKind } from './field.ts'
import { keyColumn } from './sql.ts'
import { termKeys } from './terms.ts'

/** The end of a day, where the workspace is. */
export interface EndOfDay {
  readonly day: string
  readonly zone: string
}

/** A list as of a day. */
export interface Past extends EndOfDay {
  readonly fields: readonly Field[]
  /** Keys of fields of which history tells nothing: they are written only along with others. */
  readonly untold: readonly string[]
}

type Sql<T = unknown> = RawBuilder<T>

const momentOf = ({ day, zone }: EndOfDay): Sql => sql`((${day}::date + 1)::timestamp at time zone ${zone})`

/** What changed of an object since: of each field the first change, which tells what was before; `place` counts them. */
const sinceSql = (id: Sql, moment: Sql): Sql => sql`
  select c.field, c.kind, c.before, row_number() over (partition by c.field, c.kind in ('merged', 'split') order by c.id) as place
    from change c where c.object_id = ${id} and (c.at >= ${moment}) is true`

// Of one object, changes are found by it: the index of their time, which "is true" keeps away, would be read for each anew.
const lastBefore = (id: Sql, moment: Sql, what: Sql): Sql =>
  sql`(select max(c.at) from change c where c.object_id = ${id} and (c.at < ${moment}) is true and ${what})`

/**
 * The people or devices of a directory as they were at the end of a day: two queries, of those whom nothing happened to since,
 * and of the others, whose changes are taken back. Whoever was erased since is in neither, for nothing is left of them. Where
 * only some fields have to be right, whoever changed in others stays as they are, which is far quicker.
 */
export function objectsThen(object: ObjectKind, past: Past, only?: readonly string[]): readonly Sql[] {
  const moment = momentOf(past)
  const isOf = among(only)
  return [
    unmoved(object, moment, { isOf, quiet: only ? [] : past.fields.filter(isQuiet) }),
    // In "from", a row is made once; behind "select", once for each of its columns.
    sql`select t.* from ${movedSince(object, moment, isOf)} cross join lateral (${backSql(past, moment)}) b
         cross join lateral jsonb_populate_record(o, b.back) t where b.back is not null`,
  ]
}

/** One person or device, by an id in another table, as they were. */
export const objectThen = (object: ObjectKind, id: Sql, past: Past): Sql => sql`
  select t.* from ${sql.table(object)} o cross join lateral (${backSql(past, momentOf(past))}) b
   cross join lateral jsonb_populate_record(o, coalesce(b.back, '{}')) t where o.id = ${id}`

/** SQL: whether somebody was part of another person at the end of a day. */
export const wasMerged = (id: Sql, day: EndOfDay): Sql => sql`
  exists (select from person_merge m where m.from_id = ${id} and m.at < ${momentOf(day)}
             and (m.split_at >= ${momentOf(day)}) is not false)`

/** Whether a change is of some fields or of a whole object; of any when left out. */
const among = (only: readonly string[] | undefined): Sql =>
  only ? sql`(c.field is null or c.field = any(${only}::text[]))` : sql`true`

/** The fields of which history tells. */
export const toldOf = ({ fields, untold }: Past): ReadonlySet<string> =>
  new Set(fields.map(({ key }) => key).filter((key) => !untold.includes(key)))

/** The fields that columns of a list are made of, some by another name, where history tells of each; else undefined. */
export function fieldsTold(
  columns: readonly string[],
  made: Readonly<Record<string, readonly string[]>>,
  told: ReadonlySet<string>,
): readonly string[] | undefined {
  const keys = columns.flatMap((name) => (Object.hasOwn(made, name) ? made[name] : undefined) ?? [name])
  return keys.every((key) => told.has(key)) ? [...new Set(keys)] : undefined
}

// What is written quietly moved without a word.
const emptied = (quiet: readonly Field[]): Sql => nulls(quiet.map(({ key }) => key))

const nulls = (columns: readonly string[]): Sql =>
  sql`${JSON.stringify(Object.fromEntries(columns.map((name) => [name, null])))}::jsonb`

const unmoved = (
  table: string,
  moment: Sql,
  { isOf, quiet }: { readonly isOf: Sql; readonly quiet: readonly Field[] },
): Sql => sql`
  select ${quiet.length === 0 ? sql`o.*` : sql`t.*`} from ${sql.table(table)} o
    ${quiet.length === 0 ? sql`` : sql`cross join lateral jsonb_populate_record(o, ${emptied(quiet)}) t`}
   where o.created_at < ${moment}
     and not exists (select from change c where c.object_id = o.id and c.at >= ${moment} and ${isOf})`

// As an array, of which PostgreSQL expects few: it believes that everybody moved, and would read a whole table for those who did.
const movedSince = (table: string, moment: Sql, isOf: Sql): Sql => sql`
  unnest(array(select distinct object_id from change c where object = ${table} and at >= ${moment} and ${isOf} order by object_id)) moved (id)
    join ${sql.table(table)} o on o.id = moved.id and o.created_at < ${moment}`

/** What of an object was otherwise, as its columns; null: nobody can know. */
function backSql({ fields, untold }: Past, moment: Sql): Sql {
  const id = sql`o.id`
  // What is unique in any case of letters has a column of its own.
  const folded = fields
    .filter((field) => keyColumn(field) !== field.key)
    .map(
      (field) =>
        sql`case when f.told ? ${field.key} then jsonb_build_object(${keyColumn(field)}::text, lower(f.told->>${field.key})) end`,
    )
  const parts = [
    sql`(select jsonb_object_agg(key, null) from unnest(${untold}::text[]) key)`,
    sql`f.told`,
    ...folded,
    sql`case when f.told ? 'owner' then jsonb_build_object('owner_key', lower(f.told->>'owner')) end`,
    archivedBack(id, moment),
    sql`jsonb_build_object('updated_at', coalesce(${lastBefore(id, moment, sql`true`)}, o.created_at))`,
  ].map((part) => sql`coalesce(${part}, '{}')`)
  return sql`
    select case when f.count = 0 then ${emptied(fields.filter(isQuiet))}
                when not f.is_erased then ${sql.join(parts, sql` || `)} end as back from (
      select count(*) as count, coalesce(bool_or(s.kind = 'erased'), false) as is_erased, max(s.kind) filter (where s.field is null and s.place = 1 and s.kind not in ('merged', 'split')) as act,
             jsonb_object_agg(s.field, s.before) filter (where s.field is not null and s.place = 1) as told
        from (${sinceSql(id, moment)}) s) f`
}

/** SQL: since when an object was archived then, by the first act since (`f.act`). */
const archivedBack = (id: Sql, moment: Sql): Sql => sql`
  coalesce(case f.act when 'archived' then '{"archived_at": null}'
                      when 'restored' then jsonb_build_object('archived_at', ${lastBefore(id, moment, sql`c.kind = 'archived'`)}) end, '{}')`

/** SQL: whether an installation (`i`) was there at the end of a day. */
export const wasInstalled = (day: EndOfDay): Sql<SqlBool> =>
  sql`(i.made_at < ${momentOf(day)} and (i.gone_at is null or i.gone_at >= ${momentOf(day)}))`

/** The SaaS applications that there were at the end of a day; their terms are unknown before history was kept of them. */
export const applicationsThen = (day: EndOfDay): Sql => sql`
  select t.* from saas_application o cross join lateral (
      select jsonb_object_agg(s.field, s.before) filter (where s.field is not null and s.place = 1) as told,
             max(s.kind) filter (where s.field is null and s.place = 1) as act
        from (${sinceSql(sql`o.id`, momentOf(day))}) s) f
    cross join lateral jsonb_populate_record(o,
      case when o.terms_since < ${momentOf(day)} then coalesce(f.told, '{}') else ${nulls(termKeys)} end
        || ${archivedBack(sql`o.id`, momentOf(day))}) t
   where o.created_at < ${momentOf(day)}`

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
