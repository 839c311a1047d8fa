import { sql } from 'kysely'
import type { ClientBase, Pool } from 'pg'
import { oneRow } from '../../db/one-row.ts'
import type { Connections } from '../../db/pool.ts'
import {
  type Attributes,
  attribute,
  compileFilter,
  idAttribute,
  type Listed,
  type Piece,
} from '../scim/rules.ts'
import { readPiece } from '../scim/store.ts'
import type { Kept, ScimAccount } from './rules.ts'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

const attributes: Attributes = {
  id: attribute('text', idAttribute('acc', 'account.id')),
  externalid: attribute('text', sql`lower(external_id)`),
  username: attribute('text', sql`email_key`),
  displayname: attribute('text', sql`lower(name)`),
  'name.formatted': attribute('text', sql`lower(name)`),
  active: attribute('boolean', sql`(state <> 'disabled')`),
  emails: attribute('text', sql`email_key`),
  'emails.value': attribute('text', sql`email_key`),
  'emails.type': attribute('text', sql`'work'`),
  'emails.primary': attribute('boolean', sql`true`),
  'meta.created': attribute('time', sql`created_at`),
  'meta.lastmodified': attribute('time', sql`updated_at`),
}

/** Those whom a provider may know, the accounts of people, and who fit a filter. Throws `input.invalid`. */
export async function listScimAccounts(
  db: Connections,
  wanted: Piece & { readonly filter?: string | undefined },
): Promise<Listed<ScimAccount>> {
  const from = sql`from account where kind = 'person' and ${compileFilter(wanted.filter, attributes)}`
  return readPiece(db, { columns: sql`*`, from, order: sql`id` }, wanted)
}

export async function findScimAccount(db: Db, id: string): Promise<ScimAccount | undefined> {
  const { rows } = await db.query<ScimAccount>(`select * from account where kind = 'person' and id = $1`, [
    id,
  ])
  return rows[0]
}

export async function insertScimAccount(
  db: Db,
  { email, name, isActive, externalId }: Kept,
): Promise<ScimAccount> {
  const { rows } = await db.query<ScimAccount>(
    `insert into account (kind, name, email, role, state, external_id) values ('person', $1, $2, 'employee', $3, $4) returning *`,
    [name, email, isActive ? 'active' : 'disabled', externalId],
  )
  return oneRow(rows)
}

export async function updateScimAccount(db: Db, id: string, kept: Kept): Promise<ScimAccount> {
  const { rows } = await db.query<ScimAccount>(
    `update account set name = $2, email = $3, external_id = $5, updated_at = now(),
            state = case when not $4 then 'disabled' when state = 'disabled' then 'active' else state end
      where id = $1 returning *`,
    [id, kept.name, kept.email, kept.isActive, kept.externalId],
  )
  return oneRow(rows)
}
