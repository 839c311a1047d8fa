import type { ClientBase, Pool } from 'pg'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

export interface ProviderRow {
  readonly id: string
  readonly label: string
  readonly issuer: string
  readonly client_id: string
  readonly sealed: Buffer
  readonly fingerprint: string
  readonly default_role: string | null
  readonly group_claim: string
  readonly group_roles: readonly GroupRole[]
}

export interface GroupRole {
  readonly group: string
  readonly role: string
}

export async function listProviders(db: Db): Promise<ProviderRow[]> {
  const { rows } = await db.query<ProviderRow>('select * from provider order by label')
  return rows
}

export async function findProvider(db: Db, id: string): Promise<ProviderRow | undefined> {
  const { rows } = await db.query<ProviderRow>('select * from provider where id = $1', [id])
  return rows[0]
}

/** Keeps a provider, new or changed. */
export async function saveProvider(db: Db, row: ProviderRow): Promise<void> {
  await db.query(
    `insert into provider (id, label, issuer, client_id, sealed, fingerprint, default_role, group_claim, group_roles)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update set label = $2, client_id = $4, sealed = $5, fingerprint = $6, default_role = $7,
       group_claim = $8, group_roles = $9, updated_at = now()`,
    [
      row.id,
      row.label,
      row.issuer,
      row.client_id,
      row.sealed,
      row.fingerprint,
      row.default_role,
      row.group_claim,
      JSON.stringify(row.group_roles),
    ],
  )
}

export async function newProviderId(db: Db): Promise<string> {
  const { rows } = await db.query<{ id: string }>('select new_id() as id')
  return rows[0]?.id ?? ''
}

export async function deleteProvider(db: Db, id: string): Promise<void> {
  await db.query('delete from provider where id = $1', [id])
}

export async function takesPasswords(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ passwords: boolean }>('select passwords from sign_in')
  return rows[0]?.passwords ?? true
}

/** Whether passwords are taken; nobody else decides that, or forgets a provider, until the transaction ends. */
export async function lockPasswords(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ passwords: boolean }>('select passwords from sign_in for update')
  return rows[0]?.passwords ?? true
}

/** Whether an administrator who can sign in has come from an identity provider: it works, and knows one. */
export async function administratorComes(db: Db): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from identity i join account a on a.id = i.account_id
      where a.role = 'administrator' and a.kind = 'person' and a.state = 'active' limit 1`,
  )
  return rowCount === 1
}

export async function setTakesPasswords(db: Db, passwords: boolean): Promise<void> {
  await db.query('update sign_in set passwords = $1', [passwords])
}

/** The providers that an account came from. */
export async function providersOf(db: Db, accountId: string): Promise<Pick<ProviderRow, 'id' | 'label'>[]> {
  const { rows } = await db.query<Pick<ProviderRow, 'id' | 'label'>>(
    `select id, label from provider p
      where exists (select from identity i where i.provider_id = p.id and i.account_id = $1) order by label`,
    [accountId],
  )
  return rows
}
