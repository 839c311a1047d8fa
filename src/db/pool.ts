import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

/** Connections to one database: raw for COPY and set-based SQL, and Kysely over the same pool. */
export interface Connections {
  readonly pool: pg.Pool
  readonly kysely: Kysely<Tables>
  /** Where the days begin that lists are asked for: the zone of the workspace. */
  readonly zone: string
}

const dateOid = 1082
const wholeNumberOid = 20

/**
 * How SQL values arrive: `bigint` as a number, `date` as YYYY-MM-DD (no time zone can move it),
 * `timestamptz` as `Date`, `numeric` as text.
 */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === dateOid) return (text: string) => text
    if (oid === wholeNumberOid) return parseWholeNumber
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text')
  },
}

/**
 * Opens connections as they are needed, at most `size` at once; refused ones fail after 10 seconds. What PostgreSQL tells
 * is in UTC, whatever the zone.
 */
export function openConnections(url: string, size = 10, zone = 'UTC'): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    types,
    application_name: 'muster',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // jit cost up to seven times the run time of a plan. Set after connecting, because poolers refuse startup options.
    onConnect: (client) => client.query(`set jit = off; set timezone = 'UTC'; set temp_buffers = '128MB'`),
  })
  // A connection that breaks while idle is replaced by the pool; the next query tells if the server is gone.
  pool.on('error', () => undefined)
  // One that breaks while it is lent out fails the query under way; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return { pool, kysely: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), zone }
}

function parseWholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number))
    throw new RangeError(`${text} is too large for a number: read it as text`)
  return number
}
