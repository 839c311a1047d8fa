import { createHash } from 'node:crypto'
import type { World } from '../world.ts'

/** One account and its person, by what people care about. */
export interface Line {
  readonly vendorId: string
  readonly username: string | null
  readonly email: string | null
  readonly firstName: string | null
  readonly lastName: string | null
  readonly displayName: string | null
  readonly role: string | null
  readonly active: boolean | null
}

/** The accounts and people that are in the directory, by vendor id. */
export async function directoryLines({ ctx }: World): Promise<readonly Line[]> {
  const { rows } = await ctx.db.pool.query<Line>(
    `select u.vendor_id as "vendorId", p.username, p.email, p.first_name as "firstName",
            p.last_name as "lastName", p.display_name as "displayName", u.role, u.active
       from saas_user u full join person p on p.id = u.person_id
      order by u.vendor_id, p.username`,
  )
  return rows
}

/** The directory as one hash: two directories with one digest say the same. */
export function digestOf(lines: readonly Line[]): string {
  return createHash('sha256').update(JSON.stringify(lines)).digest('hex')
}

/** Every table there is, ready to stand in SQL. */
export async function tableNames({ ctx }: World): Promise<readonly string[]> {
  const { rows } = await ctx.db.pool.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
  return rows.map((row) => row.name)
}

/** The tables in which something like this stands, however it is written, each with an example. */
export async function traces(world: World, pattern: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const name of await tableNames(world)) {
    const { rows } = await world.ctx.db.pool.query<{ text: string }>(
      `select t::text as text from ${name} t where t::text ~* $1 limit 1`,
      [pattern],
    )
    if (rows[0]) found[name] = rows[0].text
  }
  return found
}

/** The rows of every table in which somebody stands, and somebody else does not. */
export async function rowsOf(world: World, who: string, notOf: string): Promise<readonly string[]> {
  const rows: string[] = []
  for (const name of await tableNames(world)) {
    const found = await world.ctx.db.pool.query<{ text: string }>(
      `select t::text as text from ${name} t where t::text ~* $1 and t::text !~* $2`,
      [who, notOf],
    )
    rows.push(...found.rows.map(({ text }) => `${name} ${text}`))
  }
  return rows
}

/** A moment in the life of the database, to ask what was written since. */
export async function momentOf({ ctx }: World): Promise<string> {
  const { rows } = await ctx.db.pool.query<{ moment: string }>('select pg_current_xact_id()::text as moment')
  return rows[0]?.moment ?? ''
}

/** How many rows of each table were written after a moment; tables without any are left out. */
export async function writtenSince(world: World, moment: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of await tableNames(world)) {
    const { rows } = await world.ctx.db.pool.query<{ count: number }>(
      `select count(*) from ${name} where xmin::text::bigint > $1::bigint`,
      [moment],
    )
    const count = rows[0]?.count ?? 0
    if (count > 0) counts[name] = count
  }
  return counts
}

/** Brings the directory back to what it was. */
export type Restore = () => Promise<void>

const directoryTables = ['person', 'saas_user', 'saas_application', 'source', 'source_record', 'change']

/** Puts a copy of the directory aside, so that many tests can begin with the same one. */
export async function keepDirectory({ ctx }: World): Promise<Restore> {
  const { pool } = ctx.db
  const { rows } = await pool.query<{ name: string; columns: string }>(
    `select relname as name, string_agg(quote_ident(attname), ', ' order by attnum) as columns
       from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'public'::regnamespace and relname = any($1) and attnum > 0
        and not attisdropped and attgenerated = '' group by relname`,
    [directoryTables],
  )
  const copies = rows.map(
    ({ name, columns }) => `create table kept.${name} as select ${columns} from ${name}`,
  )
  await pool.query(['create schema kept', ...copies].join('; '))
  const back = rows.map(
    ({ name, columns }) =>
      `insert into ${name} (${columns}) overriding system value select ${columns} from kept.${name}`,
  )
  const restore = [`truncate ${directoryTables.join(', ')}`, ...back].join('; ')
  return async () => void (await pool.query(restore))
}
