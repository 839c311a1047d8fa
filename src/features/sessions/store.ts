import type { ClientBase, Pool } from 'pg'
import { oneRow } from '../../db/one-row.ts'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

export interface SessionRow {
  readonly id: string
  readonly account_id: string
  readonly address: string
  readonly agent: string
  readonly made_at: Date
  readonly used_at: Date
  readonly confirmed_at: Date
  readonly ends_at: Date
  readonly expires_at: Date
  readonly is_confirmed: boolean
}

// Half an hour without a request, twelve hours with; by the clock of the database, whichever server is asked.
const columns = `id, account_id, address, agent, made_at, used_at, confirmed_at, ends_at,
  least(used_at + interval '30 minutes', ends_at) as expires_at, confirmed_at > muster_now() - interval '5 minutes' as is_confirmed`
const isOpen = `used_at > muster_now() - interval '30 minutes' and ends_at > muster_now()`

/** The session of a digest, while it is open and its account may sign in. Notes that it is used, once a minute. */
export async function recogniseSession(db: Db, hash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await db.query<SessionRow & { is_stale: boolean }>(
    `select ${columns}, used_at < muster_now() - interval '1 minute' as is_stale from session
      where hash = $1 and ${isOpen} and exists (select from account a where a.id = account_id and a.state = 'active')`,
    [hash],
  )
  const [row] = rows
  if (row?.is_stale) await db.query('update session set used_at = muster_now() where id = $1', [row.id])
  return row
}

export async function findSession(db: Db, id: string): Promise<SessionRow | undefined> {
  const { rows } = await db.query<SessionRow>(`select ${columns} from session where id = $1`, [id])
  return rows[0]
}

interface NewSession {
  readonly accountId: string
  readonly hash: Buffer
  readonly address: string
  readonly agent: string
  /** Whether a proof was given just now; it was not by somebody whom a provider knew already. */
  readonly isProven?: boolean
}

export async function insertSession(
  db: Db,
  { accountId, hash, address, agent, isProven = true }: NewSession,
): Promise<SessionRow> {
  const { rows } = await db.query<SessionRow>(
    `insert into session (account_id, hash, address, agent, ends_at, confirmed_at)
     values ($1, $2, $3, $4, muster_now() + interval '12 hours', case when $5 then muster_now() else muster_now() - interval '1 day' end)
     returning ${columns}`,
    [accountId, hash, address, agent.slice(0, 400), isProven],
  )
  await db.query('update account set signed_in_at = now() where id = $1', [accountId])
  return oneRow(rows)
}

/** Gives a session another secret, and notes that it was confirmed; when it ends stays. */
export async function renewSession(db: Db, id: string, hash: Buffer): Promise<SessionRow | undefined> {
  const { rows } = await db.query<SessionRow>(
    `update session set hash = $2, confirmed_at = muster_now(), used_at = muster_now() where id = $1 returning ${columns}`,
    [id, hash],
  )
  return rows[0]
}

/** The open sessions of an account, the last used first. */
export async function listSessions(db: Db, accountId: string): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `select ${columns} from session where account_id = $1 and ${isOpen} order by used_at desc, id`,
    [accountId],
  )
  return rows
}

/** Ends one session of an account. False when it has no such. */
export async function endSession(db: Db, accountId: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from session where account_id = $1 and id = $2', [
    accountId,
    id,
  ])
  return rowCount === 1
}

export async function endByHash(db: Db, hash: Buffer): Promise<void> {
  await db.query('delete from session where hash = $1', [hash])
}

/** Ends every session of an account but one. */
export async function endSessions(db: Db, accountId: string, but?: string): Promise<void> {
  await db.query('delete from session where account_id = $1 and id is distinct from $2', [
    accountId,
    but ?? null,
  ])
}

/** Clears away what is over. */
export async function clearSignIns(db: Db): Promise<void> {
  await db.query(`delete from session where not (${isOpen})`)
  await db.query(`delete from ticket where expires_at < muster_now() - interval '1 day'`)
  await db.query(`delete from attempt where last_at < muster_now() - interval '2 days'`)
  await db.query(`delete from known_browser where used_at < muster_now() - interval '400 days'`)
}
