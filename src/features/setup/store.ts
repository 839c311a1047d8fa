import type { ClientBase, Pool } from 'pg'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

export async function insertSetupTicket(db: Db, hash: Buffer): Promise<void> {
  await db.query(
    `insert into ticket (hash, kind, expires_at) values ($1, 'setup', muster_now() + interval '1 day')`,
    [hash],
  )
}

/** Whether a code is good for some hours yet. */
export async function isSetupTicket(db: Db, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from ticket where hash = $1 and kind = 'setup' and expires_at > muster_now() + interval '12 hours'`,
    [hash],
  )
  return rowCount === 1
}

/** Takes every code away if this one is good: of two that come at once, one finds none. */
export async function takeSetupTickets(db: Db, hash: Buffer): Promise<boolean> {
  const { rowCount: good } = await db.query(
    `select from ticket where hash = $1 and kind = 'setup' and expires_at > muster_now() for update`,
    [hash],
  )
  if (good !== 1) return false
  const { rowCount } = await db.query(`delete from ticket where kind = 'setup'`)
  return (rowCount ?? 0) > 0
}
