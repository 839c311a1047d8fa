import type pg from 'pg'
import { AppError } from '../lib/errors.ts'
import { connectionFault } from './connection-fault.ts'

/** The oldest PostgreSQL that Muster's SQL works on. */
const oldest = 15

/** Connects once, so that a wrong address is told at the start and not by the first query. */
export async function checkDatabase(pool: pg.Pool, url: string): Promise<void> {
  const version = await serverVersion(pool, url)
  if (Number.parseInt(version, 10) >= oldest) return
  throw new AppError(
    'database.start',
    `The PostgreSQL of DATABASE_URL is version ${version} and Muster needs ${oldest} or newer: upgrade it, or use another`,
    { version, oldest },
  )
}

async function serverVersion(pool: pg.Pool, url: string): Promise<string> {
  try {
    const { rows } = await pool.query<{ server_version: string }>('show server_version')
    return rows[0]?.server_version ?? ''
  } catch (error) {
    throw connectionFault(error, url)
  }
}
