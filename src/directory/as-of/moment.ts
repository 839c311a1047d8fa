import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The end of a day, where the workspace is. */
export interface EndOfDay {
  readonly day: string
  readonly zone: string
}

/** SQL that is put together. */
export type Sql<T = unknown> = RawBuilder<T>

/** SQL: when a day has ended. */
export const momentOf = ({ day, zone }: EndOfDay): Sql =>
  sql`((${day}::date + 1)::timestamp at time zone ${zone})`

/** What changed of an object since: of each field the first change, which tells what was before; `place` counts them. */
export const sinceSql = (id: Sql, moment: Sql): Sql => sql`
  select c.field, c.kind, c.before, row_number() over (partition by c.field, c.kind in ('merged', 'split') order by c.id) as place
    from change c where c.object_id = ${id} and (c.at >= ${moment}) is true`

/** SQL: when something was last changed of an object before. */
// Changes are found by the object: the index of their time, which "is true" keeps away, would be read for each anew.
export const lastBefore = (id: Sql, moment: Sql, what: Sql): Sql =>
  sql`(select max(c.at) from change c where c.object_id = ${id} and (c.at < ${moment}) is true and ${what})`

/** SQL: whether somebody was part of another person at the end of a day. */
export const wasMerged = (id: Sql, day: EndOfDay): Sql => sql`
  exists (select from person_merge m where m.from_id = ${id} and m.at < ${momentOf(day)}
             and (m.split_at >= ${momentOf(day)}) is not false)`

/** SQL: whether an installation (`i`) was there at the end of a day. */
export const wasInstalled = (day: EndOfDay): Sql<SqlBool> =>
  sql`(i.made_at < ${momentOf(day)} and (i.gone_at is null or i.gone_at >= ${momentOf(day)}))`

/** SQL: since when an object was archived then, by the first act since (`f.act`). */
export const archivedBack = (id: Sql, moment: Sql): Sql => sql`
  coalesce(case f.act when 'archived' then '{"archived_at": null}'
                      when 'restored' then jsonb_build_object('archived_at', ${lastBefore(id, moment, sql`c.kind = 'archived'`)}) end, '{}')`
