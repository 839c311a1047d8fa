import type pg from 'pg'
import { AppError } from '../lib/errors.ts'
import { connectionFault } from './connection-fault.ts'
import { withConnection } from './transaction.ts'

/** The oldest PostgreSQL that Muster's SQL works on. */
const oldest = 15

/** Connects once, so that a wrong address is told at the start and not by the first query. */
export async function checkDatabase(pool: pg.Pool, url: string): Promise<void> {
  const version = await serverVersion(pool, url)
  if (Number.parseInt(version, 10) < oldest)
    throw new AppError(
      'database.start',
      `The PostgreSQL of DATABASE_URL is version ${version} and Muster needs ${oldest} or newer: upgrade it, or use another`,
      { version, oldest },
    )
  await checkLetters(pool)
  await checkSessions(pool)
}

/** Somebody must not exist twice because a database takes É and é, or I and i, for different letters. */
async function checkLetters(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ encoding: string; folds: boolean | null }>(
    `select current_setting('server_encoding') as encoding,
            case current_setting('server_encoding') when 'UTF8' then lower('I\u00c9\u0416') = 'i\u00e9\u0436' end as folds`,
  )
  const { encoding = '', folds = null } = rows[0] ?? {}
  if (folds) return
  const why =
    encoding === 'UTF8' ? 'takes É and é, or I and i, for different letters' : `has the encoding ${encoding}`
  throw new AppError(
    'database.start',
    `The database of DATABASE_URL ${why}, by its locale, so that somebody could be in it twice: make one with createdb --template=template0 --encoding=UTF8 --locale=C.UTF-8 (or en_US.UTF-8)`,
  )
}

/**
 * A pooler that lends a connection for one transaction at a time loses what a session keeps: settings, LISTEN, temporary
 * tables. Told by two at once: while one is in a transaction, the other must still be where it was.
 */
async function checkSessions(pool: pg.Pool): Promise<void> {
  const isKept = await withConnection(pool, async (one) => {
    const before = await backendOf(one)
    return withConnection(pool, async (other) => {
      await other.query('begin')
      const after = await backendOf(one)
      await other.query('rollback')
      return before === after
    })
  })
  if (isKept) return
  throw new AppError(
    'database.start',
    'DATABASE_URL leads through a pooler that lends connections by the transaction, and Muster needs them for a session: set its pool_mode to session, or name PostgreSQL itself',
  )
}

async function backendOf(client: pg.ClientBase): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid
}

async function serverVersion(pool: pg.Pool, url: string): Promise<string> {
  try {
    const { rows } = await pool.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version ?? ''
  } catch (error) {
    throw connectionFault(error, url)
  }
}
