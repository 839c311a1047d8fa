import { sql } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import type { Connections } from '../../db/pool.ts'
import { column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

export interface TokenRow {
  readonly id: string
  readonly account_id: string
  readonly account_name: string
  readonly name: string
  readonly prefix: string
  readonly rights: readonly string[]
  readonly expires_at: Date
  readonly used_at: Date | null
  readonly used_from: string | null
  readonly created_at: Date
}

const tokens = 'select t.*, a.name as account_name from token t join account a on a.id = t.account_id'

/** The token of a digest, while it is good and its account may act. Notes its use, once a minute or from elsewhere. */
export async function recogniseToken(db: Db, hash: Buffer, address: string): Promise<TokenRow | undefined> {
  const { rows } = await db.query<TokenRow & { is_stale: boolean }>(
    `select t.*, '' as account_name, t.used_at is null or t.used_at < muster_now() - interval '1 minute' or t.used_from is distinct from $2 as is_stale
       from token t join account a on a.id = t.account_id
      where t.hash = $1 and t.expires_at > muster_now() and a.state = 'active'`,
    [hash, address],
  )
  const [row] = rows
  if (row?.is_stale)
    await db.query('update token set used_at = muster_now(), used_from = $2 where id = $1', [row.id, address])
  return row
}

interface NewRow {
  readonly accountId: string
  readonly name: string
  readonly prefix: string
  readonly hash: Buffer
  readonly rights: readonly string[]
  readonly expiresAt: string
}

/** Keeps a token. Undefined when its end is past, or more than a year away. */
export async function insertToken(db: Db, row: NewRow): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `insert into token (account_id, name, prefix, hash, rights, expires_at)
     select $1, $2, $3, $4, $5, $6::timestamptz
      where $6::timestamptz > muster_now() and $6::timestamptz < muster_now() + interval '367 days' returning id`,
    [row.accountId, row.name, row.prefix, row.hash, row.rights, row.expiresAt],
  )
  return rows[0]?.id
}

/** Tokens in the order they were made; of one account, of none (null), or of every one (undefined). */
export const tokenList = ({ kysely }: Connections, accountId: string | null | undefined): List<TokenRow> => ({
  parts: [
    kysely
      .selectFrom('token as t')
      .innerJoin('account as a', 'a.id', 't.account_id')
      .selectAll('t')
      .select('a.name as account_name')
      .$if(accountId !== undefined, (query) => query.where(sql<boolean>`t.account_id = ${accountId}`)),
  ],
  columns: {
    id: column('id', 'id', 'Id', { filled: true, prefix: 'tok' }),
    accountId: column('account_id', 'id', 'Account', { filled: true, prefix: 'acc' }),
    accountName: column('account_name', 'text', 'Account name', { filled: true }),
    name: column('name', 'text', 'Name', { filled: true }),
    prefix: column('prefix', 'text', 'Beginning', { filled: true }),
    expiresAt: column('expires_at', 'datetime', 'Expires at', { filled: true }),
    lastUsedAt: column('used_at', 'datetime', 'Last used at'),
    lastUsedFrom: column('used_from', 'text', 'Last used from'),
    createdAt: column('created_at', 'datetime', 'Created at', { filled: true }),
  },
  order: 'id',
  ties: ['id'],
})

export async function findToken(db: Db, id: string): Promise<TokenRow | undefined> {
  const { rows } = await db.query<TokenRow>(`${tokens} where t.id = $1`, [id])
  return rows[0]
}

export async function deleteToken(db: Db, id: string): Promise<void> {
  await db.query('delete from token where id = $1', [id])
}
