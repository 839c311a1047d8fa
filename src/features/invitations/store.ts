import type { ClientBase, Pool } from 'pg'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** An invitation, a new password, or a link that signs in by itself. */
export type TicketKind = 'invitation' | 'reset' | 'link'

const lives: Readonly<Record<TicketKind, string>> = { invitation: '3 days', reset: '1 hour', link: '1 hour' }

interface NewTicket {
  readonly hash: Buffer
  readonly kind: TicketKind
  /** Null: of nobody; it opens nothing. */
  readonly accountId: string | null
}

/** Keeps a ticket; those of its kind that the account had are over. */
export async function insertTicket(db: Db, { hash, kind, accountId }: NewTicket): Promise<void> {
  await db.query('delete from ticket where account_id = $1 and kind = $2', [accountId, kind])
  await db.query(
    'insert into ticket (hash, kind, account_id, expires_at) values ($1, $2, $3, muster_now() + $4::interval)',
    [hash, kind, accountId, lives[kind]],
  )
}

/** Whose ticket it is, while it is good. */
export async function findTicket(
  db: Db,
  hash: Buffer,
  kinds: readonly TicketKind[],
): Promise<string | undefined> {
  const { rows } = await db.query<{ account_id: string | null }>(
    'select account_id from ticket where hash = $1 and kind = any($2) and expires_at > muster_now()',
    [hash, kinds],
  )
  return rows[0]?.account_id ?? undefined
}

/** Uses a ticket up: of two that come at once, one finds none. */
export async function takeTicket(
  db: Db,
  hash: Buffer,
  kinds: readonly TicketKind[],
): Promise<string | undefined> {
  const { rows } = await db.query<{ account_id: string | null }>(
    'delete from ticket where hash = $1 and kind = any($2) and expires_at > muster_now() returning account_id',
    [hash, kinds],
  )
  return rows[0]?.account_id ?? undefined
}

/** Takes back every link that an account was given. */
export async function dropTickets(db: Db, accountId: string): Promise<void> {
  await db.query('delete from ticket where account_id = $1', [accountId])
}
