import { sql } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import { oneRow } from '../../db/one-row.ts'
import type { Connections } from '../../db/pool.ts'
import { column } from '../../kit/list/column.ts'
import { hasPart } from '../../kit/list/comparison.ts'
import type { List } from '../../kit/list/read-list.ts'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

export interface AccountRow {
  readonly id: string
  readonly kind: 'person' | 'service'
  readonly name: string
  readonly email: string | null
  readonly role: string
  /** By whose groups: the id of a provider, or `scim`. Null: somebody gave it. */
  readonly role_by: string | null
  readonly person_id: string | null
  readonly state: 'invited' | 'active' | 'disabled'
  readonly password_hash: string | null
  readonly totp: Buffer | null
  readonly totp_pending: Buffer | null
  readonly signed_in_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}

export async function findAccount(db: Db, id: string): Promise<AccountRow | undefined> {
  const { rows } = await db.query<AccountRow>('select * from account where id = $1', [id])
  return rows[0]
}

export async function findByEmail(db: Db, email: string): Promise<AccountRow | undefined> {
  const { rows } = await db.query<AccountRow>('select * from account where email_key = lower($1)', [email])
  return rows[0]
}

/** Accounts by name, of which this is a part of the name or the address. */
export const accountList = ({ kysely }: Connections, search = ''): List<AccountRow> => ({
  parts: [
    kysely
      .selectFrom('account')
      .selectAll()
      .select(sql<boolean>`totp is not null`.as('has_totp'))
      .where(hasPart(sql`name || ' ' || coalesce(email, '')`, search)),
  ],
  columns: {
    id: column('id', 'id', 'Id', { filled: true, prefix: 'acc' }),
    kind: column('kind', 'text', 'Kind', { filled: true }),
    name: column('name', 'text', 'Name', { filled: true }),
    email: column('email', 'text', 'Email', { key: 'email_key' }),
    role: column('role', 'text', 'Role', { filled: true }),
    state: column('state', 'text', 'State', { filled: true }),
    personId: column('person_id', 'id', 'Person', { prefix: 'per' }),
    totp: column('has_totp', 'boolean', 'Signs in with a code', { filled: true }),
    signedInAt: column('signed_in_at', 'datetime', 'Signed in at'),
    createdAt: column('created_at', 'datetime', 'Created at', { filled: true }),
    updatedAt: column('updated_at', 'datetime', 'Updated at', { filled: true }),
  },
  order: 'name',
  ties: ['id'],
})

interface NewRow extends Pick<AccountRow, 'kind' | 'name' | 'role' | 'state' | 'person_id' | 'email'> {
  readonly password_hash?: string
  readonly role_by?: string | null
}

const insert = `insert into account (kind, name, email, role, role_by, state, person_id, password_hash)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`
const valuesOf = ({ kind, name, email, role, role_by, state, person_id, password_hash }: NewRow) => [
  ...[kind, name, email, role, role_by ?? null],
  ...[state, person_id, password_hash ?? null],
]

export async function insertAccount(db: Db, row: NewRow): Promise<AccountRow> {
  const { rows } = await db.query<AccountRow>(`${insert} returning *`, valuesOf(row))
  return oneRow(rows)
}

/** Inserts an account; undefined when the address has one, though somebody made it at this moment. */
export async function insertIfNew(db: Db, row: NewRow): Promise<AccountRow | undefined> {
  const once = `${insert} on conflict on constraint account_email do nothing returning *`
  const { rows } = await db.query<AccountRow>(once, valuesOf(row))
  return rows[0]
}

type Edit = {
  readonly [K in 'name' | 'role' | 'role_by' | 'state' | 'person_id' | 'password_hash']?:
    | AccountRow[K]
    | undefined
}

/** Changes what is said; what is undefined stays. */
export async function updateAccount(db: Db, id: string, edit: Edit): Promise<AccountRow> {
  const said = Object.entries(edit).filter(([, value]) => value !== undefined)
  const sets = said.map(([column], at) => `${column} = $${at + 2}`)
  const { rows } = await db.query<AccountRow>(
    `update account set ${[...sets, 'updated_at = now()'].join(', ')} where id = $1 returning *`,
    [id, ...said.map(([, value]) => value)],
  )
  return oneRow(rows)
}

/** Whether another service that is not disabled is called so. Nobody makes one meanwhile, until the transaction ends. */
export async function isServiceNamed(db: Db, name: string, id?: string): Promise<boolean> {
  await db.query(`select pg_advisory_xact_lock(hashtextextended('service ' || lower($1), 9))`, [name])
  const { rowCount } = await db.query(
    `select from account where kind = 'service' and state <> 'disabled' and lower(name) = lower($1)
        and id is distinct from $2`,
    [name, id ?? null],
  )
  return rowCount !== 0
}

export async function deleteAccount(db: Db, id: string): Promise<void> {
  await db.query('delete from account where id = $1', [id])
}

/** The administrators who can sign in, held fast until the transaction ends: nobody else removes one meanwhile. */
export async function lockAdministrators(client: Db): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from account where role = 'administrator' and kind = 'person' and state = 'active' order by id for update`,
  )
  return rows.map(({ id }) => id)
}

export async function hasAdministrator(db: Db): Promise<boolean> {
  const { rowCount } = await db.query(
    `select from account where role = 'administrator' and kind = 'person' and state = 'active' limit 1`,
  )
  return rowCount !== 0
}
