import { sql } from 'kysely'
import type { Field } from '../field.ts'
import type { Sql } from './moment.ts'

/** SQL: these columns, empty. */
export const nulls = (columns: readonly string[]): Sql =>
  sql`${JSON.stringify(Object.fromEntries(columns.map((name) => [name, null])))}::jsonb`

/** SQL: fields that are written quietly, empty: they moved without a word. */
export const emptied = (quiet: readonly Field[]): Sql => nulls(quiet.map(({ key }) => key))

/** SQL: the rows of a table to which nothing happened since. */
export const unmoved = (
  table: string,
  moment: Sql,
  { isOf, quiet }: { readonly isOf: Sql; readonly quiet: readonly Field[] },
): Sql => sql`
  select ${quiet.length === 0 ? sql`o.*` : sql`t.*`} from ${sql.table(table)} o
    ${quiet.length === 0 ? sql`` : sql`cross join lateral jsonb_populate_record(o, ${emptied(quiet)}) t`}
   where o.created_at < ${moment}
     and not exists (select from change c where c.object_id = o.id and c.at >= ${moment} and ${isOf})`

/** SQL: the rows (`o`) of a table to which something did. */
// As an array, of which PostgreSQL expects few: it believes that everybody moved, and would read a whole table for those who did.
export const movedSince = (table: string, moment: Sql, isOf: Sql): Sql => sql`
  unnest(array(select distinct object_id from change c where object = ${table} and at >= ${moment} and ${isOf} order by object_id)) moved (id)
    join ${sql.table(table)} o on o.id = moved.id and o.created_at < ${moment}`

/** The fields that columns of a list are made of, some by another name, where history tells of each; else undefined. */
export function fieldsTold(
  columns: readonly string[],
  made: Readonly<Record<string, readonly string[]>>,
  told: ReadonlySet<string>,
): readonly string[] | undefined {
  const keys = columns.flatMap((name) => (Object.hasOwn(made, name) ? made[name] : undefined) ?? [name])
  return keys.every((key) => told.has(key)) ? [...new Set(keys)] : undefined
}
