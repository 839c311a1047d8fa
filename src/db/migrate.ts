import { createHash } from 'node:crypto'
import type pg from 'pg'
import { AppError } from '../lib/errors.ts'
import type { Migration } from './migration.ts'

/** Any number that no other program takes for itself in the same database. */
const lockKey = 7_316_248_010

interface Applied {
  readonly version: number
  readonly name: string
  readonly checksum: string
}

/**
 * Brings the schema up to date, one transaction for each migration, so that an interrupted one is fully in
 * or fully out. Servers that start together take turns: each migration is applied once. Throws
 * `database.schema` when the database was made by a newer Muster or by migrations that were edited since.
 */
export async function migrate(pool: pg.Pool, shelf: readonly Migration[]): Promise<void> {
  const client = await pool.connect()
  try {
    while (await applyNext(client, shelf));
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** The lock lives as long as the transaction, so it also holds behind a pooler that swaps sessions. */
async function applyNext(client: pg.PoolClient, shelf: readonly Migration[]): Promise<boolean> {
  await client.query('begin')
  await client.query('select pg_advisory_xact_lock($1)', [lockKey])
  const next = pendingMigration(shelf, await readApplied(client))
  if (next) {
    await client.query(next.sql).catch((cause: unknown) => {
      throw new Error(`step ${next.version} ("${next.name}") of the schema failed: ${String(cause)}`, {
        cause,
      })
    })
    await client.query('insert into schema_migration (version, name, checksum) values ($1, $2, $3)', [
      next.version,
      next.name,
      checksumOf(next),
    ])
  }
  await client.query('commit')
  return next !== undefined
}

async function readApplied(client: pg.PoolClient): Promise<Applied[]> {
  await client.query(`create table if not exists schema_migration (
    version int primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`)
  const { rows } = await client.query<Applied>(
    'select version, name, checksum from schema_migration order by version',
  )
  return rows
}

/** The first migration that is missing, once everything that was applied is known to be ours. */
function pendingMigration(shelf: readonly Migration[], applied: readonly Applied[]): Migration | undefined {
  for (const { version, name, checksum } of applied) {
    const ours = shelf.find((migration) => migration.version === version)
    if (!ours) throw newerSchema(version, name, shelf.length)
    if (checksumOf(ours) !== checksum) throw editedMigration(version, name)
  }
  return shelf.find(({ version }) => !applied.some((row) => row.version === version))
}

function checksumOf({ name, sql }: Migration): string {
  return createHash('sha256').update(`${name}\n${sql}`).digest('hex')
}

function newerSchema(version: number, name: string, known: number): AppError {
  return new AppError(
    'database.schema',
    `The database has step ${version} ("${name}") of a newer Muster and this one knows ${known}: start the newer Muster, or restore a backup from before it`,
    { version, known },
  )
}

function editedMigration(version: number, name: string): AppError {
  return new AppError(
    'database.schema',
    `Step ${version} ("${name}") of the schema differs from the one this database was made with: use an unchanged copy of Muster`,
    { version },
  )
}
