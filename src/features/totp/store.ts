import type { ClientBase, Pool } from 'pg'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** Keeps a key that is not in use before a first code was right. */
export async function offerTotp(db: Db, accountId: string, sealed: Buffer): Promise<void> {
  await db.query('update account set totp_pending = $2 where id = $1', [accountId, sealed])
}

/** Takes the offered key into use. */
export async function adoptTotp(db: Db, accountId: string, recoveryCodes: readonly Buffer[]): Promise<void> {
  await db.query(
    `update account set totp = totp_pending, totp_pending = null, totp_step = null, recovery_codes = $2, updated_at = now()
      where id = $1 and totp_pending is not null`,
    [accountId, recoveryCodes],
  )
}

export async function dropTotp(db: Db, accountId: string): Promise<void> {
  await db.query(
    `update account set totp = null, totp_pending = null, totp_step = null, recovery_codes = '{}', updated_at = now() where id = $1`,
    [accountId],
  )
}

/** Uses a time step up: neither it nor one before is good again. */
export async function takeStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const { rowCount } = await db.query(
    'update account set totp_step = $2 where id = $1 and coalesce(totp_step, 0) < $2',
    [accountId, step],
  )
  return rowCount === 1
}

/** Uses a recovery code up. */
export async function takeRecoveryCode(db: Db, accountId: string, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    'update account set recovery_codes = array_remove(recovery_codes, $2) where id = $1 and $2 = any(recovery_codes)',
    [accountId, hash],
  )
  return rowCount === 1
}
