import { createHash } from 'node:crypto'
import type { ClientBase, Pool } from 'pg'
import { withConnection } from '../db/transaction.ts'
import { isDirectoryHeld } from './lock.ts'
import { ident } from './sql.ts'

/** The tables that lists are of. */
export const indexedTables = ['person', 'saas_user', 'device'] as const
type IndexedTable = (typeof indexedTables)[number]

/** An index that makes a list fast; its name says what it is of, so that the same one is never built twice. */
export interface ListIndex {
  readonly table: IndexedTable
  readonly name: string
  /** What it is built on, as it stands behind the table. */
  readonly on: string
}

export function listIndex(table: IndexedTable, on: string): ListIndex {
  const hash = createHash('sha256').update(`${table} ${on}`).digest('hex').slice(0, 16)
  return { table, name: `list_${hash}`, on }
}

// Any number that no other lock of ours has.
const tendLock = 7_316_248_012
/** A table of fewer rows is read whole before anybody notices. */
export const worthwhile = 20_000

/** Whether parts of texts can be found by an index. Where we may not make the extension, an administrator has to. */
export async function hasTrigrams(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ made: boolean }>(
    `select exists (select from pg_extension where extname = name) as made from pg_available_extensions where name = 'pg_trgm'`,
  )
  const [found] = rows
  if (!found || found.made) return found !== undefined
  return pool.query('create extension if not exists pg_trgm').then(
    () => true,
    () => false,
  )
}

/** What became of the indexes that are wanted. */
export interface Tended {
  /** The names of those that serve. */
  readonly ready: readonly string[]
  /** Those that PostgreSQL refused, with its reason. */
  readonly refused: readonly { readonly index: ListIndex; readonly reason: unknown }[]
}

/**
 * Builds the indexes that are wanted and drops those that are not, among them what an interrupted build left. Nobody who
 * reads or writes waits for it; while a plan is being applied, nothing is begun. Undefined when another process does it.
 */
export function tendListIndexes(
  pool: Pool,
  wanted: readonly ListIndex[],
  stopping?: AbortSignal,
): Promise<Tended | undefined> {
  return withConnection(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean; pid: number }>(
      'select pg_try_advisory_lock($1) as mine, pg_backend_pid() as pid',
      [tendLock],
    )
    const [{ mine, pid } = { mine: false, pid: 0 }] = rows
    if (!mine) return undefined
    // A large index takes longer than anybody waits for the end of a server; what is left of it goes the next time.
    const cancel = () => void pool.query('select pg_cancel_backend($1)', [pid]).catch(() => undefined)
    stopping?.addEventListener('abort', cancel, { once: true })
    try {
      await dropOthers(client, new Set(wanted.map(({ name }) => name)))
      return await buildMissing(client, wanted, stopping)
    } finally {
      stopping?.removeEventListener('abort', cancel)
      await client.query('select pg_advisory_unlock($1)', [tendLock])
    }
  })
}

async function dropOthers(client: ClientBase, wanted: ReadonlySet<string>): Promise<void> {
  for (const { name, valid } of await readIndexes(client))
    if (!valid || !wanted.has(name)) await client.query(`drop index concurrently if exists ${ident(name)}`)
}

async function buildMissing(
  client: ClientBase,
  wanted: readonly ListIndex[],
  stopping: AbortSignal | undefined,
): Promise<Tended> {
  const large = await largeTables(client)
  const ready = new Set((await readIndexes(client)).map(({ name }) => name))
  const missing = wanted.filter(({ name, table }) => !ready.has(name) && large.has(table))
  const refused: { index: ListIndex; reason: unknown }[] = []
  for (const index of missing) {
    if (stopping?.aborted || (await isDirectoryHeld(client))) break
    const reason = await build(client, index)
    if (reason === undefined) ready.add(index.name)
    else if (!stopping?.aborted) refused.push({ index, reason })
  }
  const built = new Set(missing.filter(({ name }) => ready.has(name)).map(({ table }) => table))
  // Only then it is known how many rows a text of an index finds.
  for (const table of built) await client.query(`analyze ${table}`)
  return { ready: [...ready], refused }
}

async function build(client: ClientBase, { table, name, on }: ListIndex): Promise<unknown> {
  try {
    await client.query(`set maintenance_work_mem = '256MB'`)
    await client.query(`create index concurrently ${ident(name)} on ${table} ${on}`)
    return undefined
  } catch (reason) {
    await client.query(`drop index concurrently if exists ${ident(name)}`)
    return reason
  } finally {
    await client.query('reset maintenance_work_mem')
  }
}

async function readIndexes(client: ClientBase): Promise<readonly { name: string; valid: boolean }[]> {
  const { rows } = await client.query<{ name: string; valid: boolean }>(
    `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = any($1::text[]::regclass[]) and c.relname ~ '^list_[0-9a-f]{16}$'`,
    [indexedTables],
  )
  return rows
}

async function largeTables(client: ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where oid = any($1::text[]::regclass[]) and reltuples >= $2`,
    [indexedTables, worthwhile],
  )
  return new Set(rows.map(({ name }) => name))
}
