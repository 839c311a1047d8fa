import type { ClientBase, Pool } from 'pg'
import { oneRow } from '../../db/one-row.ts'
import type { Kept, ScimAccount } from './rules.ts'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

/** Everybody a provider may know: the accounts of people. */
export async function listScimAccounts(db: Db): Promise<ScimAccount[]> {
  const { rows } = await db.query<ScimAccount>(`select * from account where kind = 'person' order by id`)
  return rows
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
