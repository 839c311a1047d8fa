import type { ClientBase, Pool } from 'pg'
import { oneRow } from '../../db/one-row.ts'
import type { RoleRow } from './rules.ts'

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

export async function findRole(db: Db, key: string): Promise<RoleRow | undefined> {
  const { rows } = await db.query<RoleRow>('select * from role where key = $1', [key])
  return rows[0]
}

/** Roles in the order they were made. */
export async function listRoles(db: Db): Promise<RoleRow[]> {
  const { rows } = await db.query<RoleRow>('select * from role order by position')
  return rows
}

/** The labels of the roles that a load or a hand may give people: none by which anything could be written. */
export async function mappableRoles(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ label: string }>(
    'select label from role where not writes order by position',
  )
  return rows.map(({ label }) => label)
}

interface Kept extends RoleRow {
  readonly writes: boolean
}

export async function insertRole(db: Db, role: Kept): Promise<RoleRow> {
  const { rows } = await db.query<RoleRow>(
    `insert into role (key, label, rights, filter, hidden_fields, writes, position)
     select $1, $2, $3, $4, $5, $6, max(position) + 1 from role returning *`,
    valuesOf(role),
  )
  return oneRow(rows)
}

export async function updateRole(db: Db, role: Kept): Promise<RoleRow> {
  const { rows } = await db.query<RoleRow>(
    `update role set label = $2, rights = $3, filter = $4, hidden_fields = $5, writes = $6 where key = $1 returning *`,
    valuesOf(role),
  )
  return oneRow(rows)
}

export async function deleteRole(db: Db, key: string): Promise<void> {
  await db.query('delete from role where key = $1', [key])
}

/** How many accounts and people have a role. */
export async function countHolders(db: Db, key: string): Promise<{ accounts: number; people: number }> {
  const { rows } = await db.query<{ accounts: number; people: number }>(
    `select (select count(*) from account where role = $1) as accounts, (select count(*) from person where role = $1) as people`,
    [key],
  )
  return oneRow(rows)
}

const valuesOf = ({ key, label, rights, filter, hidden_fields, writes }: Kept) => [
  key,
  label,
  rights,
  filter && JSON.stringify(filter),
  hidden_fields,
  writes,
]
