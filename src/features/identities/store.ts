import type { ClientBase, Pool } from 'pg'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** Which account somebody of a provider has. */
export async function findIdentity(db: Db, providerId: string, subject: string): Promise<string | undefined> {
  const { rows } = await db.query<{ account_id: string }>(
    'select account_id from identity where provider_id = $1 and subject = $2',
    [providerId, subject],
  )
  return rows[0]?.account_id
}

interface Identity {
  readonly providerId: string
  readonly subject: string
  readonly accountId: string
}

/** Links somebody to an account. False when that was done at this moment. */
export async function linkIdentity(db: Db, { providerId, subject, accountId }: Identity): Promise<boolean> {
  const { rowCount } = await db.query(
    'insert into identity (provider_id, subject, account_id) values ($1, $2, $3) on conflict do nothing',
    [providerId, subject, accountId],
  )
  return rowCount === 1
}
