import type { ClientBase } from 'pg'
import { AppError } from '../lib/errors.ts'

// Any number, so long as nothing else in this database uses it.
const directoryLock = 4_711_001

/** Holds the directory for this transaction: one apply at a time, and no new column in between. */
export async function lockDirectory(client: ClientBase): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [directoryLock])
}

/** The same for what a person waits for: a run may hold the directory for minutes. Throws `database.locked` after two seconds. */
export async function lockBriefly(client: ClientBase): Promise<void> {
  await client.query(`set local lock_timeout = '2s'`)
  await lockDirectory(client).catch(failLocked)
}

/** Whether somebody holds the directory right now: a plan is being applied, or a field made. */
export async function isDirectoryHeld(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [
    directoryLock,
  ])
  const isFree = rows[0]?.free ?? false
  if (isFree) await client.query('select pg_advisory_unlock($1)', [directoryLock])
  return !isFree
}

/** Says in our words that a lock could not be had in time; throws anything else as it is. */
export function failLocked(cause: unknown): never {
  const isLocked = cause instanceof Error && 'code' in cause && cause.code === '55P03'
  if (!isLocked) throw cause
  throw new AppError('database.locked', 'The directory is in use by a run; try again in a moment', {}, cause)
}

/** How many plans have been applied and fields made: a plan made at another number is out of date. */
export async function directoryRevision(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ revision: number }>('select revision from directory_state')
  return rows[0]?.revision ?? 0
}
