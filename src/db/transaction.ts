import type { Pool, PoolClient } from 'pg'
import { AppError } from '../lib/errors.ts'
import { isLostConnection } from './lost-connection.ts'

/** Lends a connection. One on which something failed is closed, so that nobody gets a broken one. */
export async function withConnection<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let hasFailed = true
  try {
    const result = await work(client)
    hasFailed = false
    return result
  } finally {
    client.release(hasFailed)
  }
}

/**
 * Does all of the work or none of it. Throws `database.unsure` when the connection broke during the commit, so that
 * nobody here knows which of the two it was.
 */
export function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withConnection(pool, async (client) => {
    await client.query('begin')
    try {
      const result = await work(client)
      await commit(client)
      return result
    } catch (error) {
      await client.query('rollback').catch(() => undefined)
      throw error
    }
  })
}

async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit').catch((cause: unknown) => {
    throw isLostConnection(cause) ? new AppError('database.unsure', undefined, {}, cause) : cause
  })
  // After a query that failed, PostgreSQL answers a commit with this word and no error.
  if (command === 'ROLLBACK')
    throw new Error('Nothing was committed: a query failed before, and nobody minded')
}
