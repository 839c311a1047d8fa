import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import type { Connections } from '../../db/pool.ts'
import { type Columns, column, type Sql } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import { nameOf } from '../../kit/record/person-names.ts'
import type { PersonRow } from '../people/store.ts'

/** Why two people may be one. */
export type DuplicateReason = 'name' | 'address' | 'phone'

/** Two people who may be one. */
export interface DuplicateRow {
  readonly id: string
  readonly reasons: readonly DuplicateReason[]
  readonly first: Side
  readonly second: Side
  readonly dismissed_by: string | null
  readonly dismissed_at: Date | null
}

type Side = Pick<PersonRow, 'id' | 'called'> & { readonly username: string; readonly email: string }

const names = ['first_name', 'last_name', 'display_name', 'username'].map((key) => ({ key }))

const side = (table: string): Sql => sql`
  jsonb_build_object('id', ${sql.ref(`${table}.id`)}, 'called', ${nameOf(table, names)}, 'username', ${sql.ref(`${table}.username`)}, 'email', ${sql.ref(`${table}.email`)})`

/** Pairs of which either is in the lists; what was said to be no duplicate is apart. */
export const duplicateList = (isDismissed: boolean): List<DuplicateRow> => ({
  parts: [
    sql<DuplicateRow>`
      select d.*, ${side('a')} as first, ${side('b')} as second
        from duplicate d join person a on a.id = d.first_id join person b on b.id = d.second_id
       where d.dismissed_at is ${isDismissed ? sql`not null` : sql`null`} and a.archived_at is null and b.archived_at is null`,
  ],
  columns,
  order: '-reasons,id',
  ties: ['id'],
})

const columns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'dup' }),
  reasons: column('strength', 'number', 'How many reasons', { filled: true }),
}

type Pool = Pick<Connections, 'pool'>

/** The pair of an id, whatever was said of it. */
export async function findDuplicate({ kysely }: Connections, id: string): Promise<DuplicateRow | undefined> {
  const { rows } = await sql<DuplicateRow>`
    select d.*, ${side('a')} as first, ${side('b')} as second
      from duplicate d join person a on a.id = d.first_id join person b on b.id = d.second_id where d.id = ${id}`.execute(
    kysely,
  )
  return rows[0]
}

/** Keeps that somebody said two people are two; null: nobody says so any more. */
export async function keepDismissed({ pool }: Pool, id: string, by: string | null): Promise<void> {
  await pool.query(
    `update duplicate set dismissed_by = $2, dismissed_at = case when $2::text is not null then now() end where id = $1`,
    [id, by],
  )
}

/** Whether the directory is so small that looking through it takes no time. */
export async function isSmall({ pool }: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*) as count from (select from person limit 20001) known',
  )
  return (rows[0]?.count ?? 0) <= 20_000
}

/** The revision of the directory, where it is another one than when it was last looked through, and nobody else looks. */
export async function takeRevision(client: ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ revision: number }>(
    `select d.revision from directory_state d, (select revision from duplicate_state for update skip locked) s
      where s.revision is distinct from d.revision`,
  )
  return rows[0]?.revision
}

/** So many people may share a name or a number before it says nothing: a common name, a switchboard. */
const most = 5

/** Looks through the directory, and keeps who may be the same as somebody else; what was dismissed stays as it is. */
export async function findAgain(client: ClientBase, revision: number): Promise<void> {
  await client.query(`set local work_mem = '128MB'`)
  await client.query('drop table if exists pg_temp.found')
  await client.query(`create temp table found on commit drop as ${foundSql}`)
  await client.query('analyze found')
  await client.query(
    `delete from duplicate d where dismissed_at is null
        and not exists (select from found f where f.first_id = d.first_id and f.second_id = d.second_id)`,
  )
  await client.query(
    `insert into duplicate (first_id, second_id, reasons) select first_id, second_id, reasons from found
         on conflict (first_id, second_id) do update set reasons = excluded.reasons where duplicate.reasons <> excluded.reasons`,
  )
  await client.query('update duplicate_state set revision = $1', [revision])
}

const digits = `regexp_replace(phone, '[^0-9]', '', 'g')`

// Exact, so that it can be told why: nobody is like somebody else here, but says the same.
const foundSql = `
  with said as (
    select 'name' as reason, lower(first_name) || ' ' || lower(last_name) as key, id from person
     where archived_at is null and first_name <> '' and last_name <> ''
     union all
    select 'address', split_part(email_key, '@', 1) || ' ' || lower(last_name), id from person
     where archived_at is null and last_name <> ''
     union all
    select 'phone', ${digits}, id from person where archived_at is null and length(${digits}) >= 7
  ), shared as (
    select reason, array_agg(id order by id) as ids from said group by reason, key having count(*) between 2 and ${most}
  )
  select a.id as first_id, b.id as second_id, array_agg(distinct reason) as reasons
    from shared cross join unnest(ids) a (id) join lateral unnest(ids) b (id) on b.id > a.id group by 1, 2`
