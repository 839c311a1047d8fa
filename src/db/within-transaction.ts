import { Kysely, PostgresDialect } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Connections } from './pool.ts'
import type { Tables } from './tables.ts'

/** Whoever begins a transaction inside of one gets a part of it that can be undone by itself. */
const nested: Readonly<Record<string, string>> = {
  begin: 'savepoint part',
  commit: 'release savepoint part',
  rollback: 'rollback to savepoint part; release savepoint part',
}

/**
 * Connections that all lead into the transaction of one client, so that what is written against a pool becomes part
 * of it. Its queries go one after the other, whoever asks them. A query that fails spoils the whole, unless it was
 * asked within `inTransaction`.
 */
export function withinTransaction(client: PoolClient): Connections {
  let last: Promise<unknown> = Promise.resolve()
  const query = (text: unknown, values?: unknown[]) => {
    const asked = typeof text === 'string' ? (nested[text] ?? text) : text
    // The driver's overloads cannot be told apart from here; all of them take a text or a query, then values.
    const next = last.then(() => client.query(asked as string, values))
    last = next.catch(() => undefined)
    return next
  }
  const lent = { query, release: () => undefined }
  // Of a pool and what it lends, actions and Kysely use nothing else.
  const pool = { query, connect: async () => lent, options: {} } as unknown as Pool
  return { pool, kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) }
}
