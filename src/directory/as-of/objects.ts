import { sql } from 'kysely'
import { type Field, isQuiet, type ObjectKind } from '../field.ts'
import { keyColumn } from '../sql.ts'
import { archivedBack, type EndOfDay, lastBefore, momentOf, type Sql, sinceSql } from './moment.ts'
import { emptied, movedSince, unmoved } from './moved.ts'

/** A list as of a day. */
export interface Past extends EndOfDay {
  readonly fields: readonly Field[]
  /** Keys of fields of which history tells nothing: they are written only along with others. */
  readonly untold: readonly string[]
}

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

/** Whether a change is of some fields or of a whole object; of any when left out. */
const among = (only: readonly string[] | undefined): Sql =>
  only ? sql`(c.field is null or c.field = any(${only}::text[]))` : sql`true`

/** The fields of which history tells. */
export const toldOf = ({ fields, untold }: Past): ReadonlySet<string> =>
  new Set(fields.map(({ key }) => key).filter((key) => !untold.includes(key)))

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
