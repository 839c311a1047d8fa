import { Kysely, PostgresDialect } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import type { Connections } from './pool.ts'
import type { Tables } from './tables.ts'

const undone = 'rollback to savepoint part; release savepoint part'

/**
 * Whoever begins a transaction inside of one gets a part of it that can be undone by itself. One that only reads is undone at
 * its end, too: what was set for it, as how long its queries may take, is not to reach the whole.
 */
function partsOf(): (text: string) => string {
  const open: ('read' | 'write')[] = []
  return (text) => {
    if (text === 'begin' || text === 'start transaction read only') {
      // At the end of the one that reads, what the other wrote would be undone.
      if (text === 'begin' && open.includes('read')) throw new Error('a part began while another one reads')
      open.push(text === 'begin' ? 'write' : 'read')
      return 'savepoint part'
    }
    if (text !== 'commit' && text !== 'rollback') return text
    return open.pop() === 'write' && text === 'commit' ? 'release savepoint part' : undone
  }
}

/**
 * Connections that all lead into the transaction of one client, so that what is written against a pool becomes part
 * of it. Its queries go one after the other, whoever asks them. A query that fails spoils the whole, unless it was
 * asked within `inTransaction`.
 */
export function withinTransaction(client: PoolClient, { zone }: Pick<Connections, 'zone'>): Connections {
  let last: Promise<unknown> = Promise.resolve()
  const part = partsOf()
  const query = (text: unknown, values?: unknown[]) => {
    const asked = typeof text === 'string' ? part(text) : text
    // The driver's overloads cannot be told apart from here; all of them take a text or a query, then values.
    const next = last.then(() => client.query(asked as string, values))
    last = next.catch(() => undefined)
    return next
  }
  const lent = { query, release: () => undefined }
  // Of a pool and what it lends, actions and Kysely use nothing else.
  const pool = { query, connect: async () => lent, options: {} } as unknown as Pool
  return { pool, kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), zone }
}
