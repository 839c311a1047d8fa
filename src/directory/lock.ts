import type { ClientBase } from 'pg'

// Any number, so long as nothing else in this database uses it.
const directoryLock = 4_711_001

/** Holds the directory for this transaction: one apply at a time, and no new column in between. */
export async function lockDirectory(client: ClientBase): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [directoryLock])
}

/** How many plans have been applied and fields made: a plan made at another number is out of date. */
export async function directoryRevision(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ revision: number }>('select revision from directory_state')
  return rows[0]?.revision ?? 0
}
