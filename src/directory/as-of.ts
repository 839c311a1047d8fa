import { type RawBuilder, sql } from 'kysely'
import { type Field, isQuiet, type ObjectKind } from './field.ts'
import { keyColumn } from './sql.ts'

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
  select c.field, c.kind, c.before, row_number() over (partition by c.field order by c.id) as place
    from change c where c.object_id = ${id} and c.at >= ${moment}`

const lastBefore = (id: Sql, moment: Sql, what: Sql): Sql =>
  sql`(select max(c.at) from change c where c.object_id = ${id} and c.at < ${moment} and ${what})`

/**
 * The people or devices of a directory as they were at the end of a day: two queries, of those whom nothing happened to since,
 * and of the others, whose changes are taken back. Whoever was erased since is in neither, for nothing is left of them.
 */
export function objectsThen(object: ObjectKind, past: Past): readonly Sql[] {
  const moment = momentOf(past)
  return [
    unmoved(object, moment, past.fields.filter(isQuiet)),
    sql`select (jsonb_populate_record(o, b.back)).* from ${movedSince(object, moment)}
         cross join lateral (${backSql(past, moment)}) b where b.back is not null`,
  ]
}

/** One person, by an id in another table, as they were. */
export const personThen = (id: Sql, past: Past): Sql => sql`
  select (jsonb_populate_record(o, coalesce(b.back, '{}'))).* from person o
   cross join lateral (${backSql(past, momentOf(past))}) b where o.id = ${id}`

// What is written quietly moved without a word.
const unmoved = (table: string, moment: Sql, quiet: readonly Field[] = []): Sql => sql`
  select ${quiet.length === 0 ? sql`o.*` : sql`(jsonb_populate_record(o, ${JSON.stringify(Object.fromEntries(quiet.map(({ key }) => [key, null])))}::jsonb)).*`} from ${sql.table(table)} o
   where o.created_at < ${moment} and not exists (select from change c where c.object_id = o.id and c.at >= ${moment})`

const movedSince = (table: string, moment: Sql): Sql => sql`
  (select distinct object_id from change where object = ${table} and at >= ${moment}) moved
    join ${sql.table(table)} o on o.id = moved.object_id and o.created_at < ${moment}`

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
    sql`case f.act when 'archived' then '{"archived_at": null}'
                   when 'restored' then jsonb_build_object('archived_at', ${lastBefore(id, moment, sql`c.kind = 'archived'`)}) end`,
    sql`jsonb_build_object('updated_at', coalesce(${lastBefore(id, moment, sql`true`)}, o.created_at))`,
  ].map((part) => sql`coalesce(${part}, '{}')`)
  return sql`
    select case when not f.is_erased then ${sql.join(parts, sql` || `)} end as back from (
      select coalesce(bool_or(s.kind = 'erased'), false) as is_erased, max(s.kind) filter (where s.field is null and s.place = 1) as act,
             jsonb_object_agg(s.field, s.before) filter (where s.field is not null and s.place = 1) as told
        from (${sinceSql(id, moment)}) s) f`
}

/** SaaS users as they were at the end of a day; see `objectsThen`. */
export function accountsThen(past: EndOfDay): readonly Sql[] {
  const moment = momentOf(past)
  const id = sql`o.id`
  const since = (field: string) =>
    sql`case when f.told->>${field} = 'true' then ${lastBefore(id, moment, sql`c.field = ${field} and c.after = 'true'`)} end`
  return [
    unmoved('saas_user', moment),
    sql`select (jsonb_populate_record(o, coalesce(f.told, '{}')
                 || case when f.told ? 'person' then jsonb_build_object('person_id', f.told->'person') else '{}' end
                 || case when f.told ? 'gone' then jsonb_build_object('gone_at', ${since('gone')}) else '{}' end
                 || case when f.told ? 'unmaintained' then jsonb_build_object('unmaintained_at', ${since('unmaintained')}) else '{}' end)).*
          from ${movedSince('saas_user', moment)} cross join lateral (
            select jsonb_object_agg(s.field, s.before) filter (where s.field is not null and s.place = 1) as told
              from (${sinceSql(id, moment)}) s) f`,
  ]
}
