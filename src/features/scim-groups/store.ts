import { sql } from 'kysely'
import type { ClientBase, Pool } from 'pg'
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

type Db = Pick<Pool, 'query'> | Pick<ClientBase, 'query'>

export interface GroupRow {
  readonly id: string
  readonly name: string
  readonly external_id: string | null
  readonly role: string | null
  /** Ids of accounts. */
  readonly members: readonly string[]
  readonly created_at: Date
  readonly updated_at: Date
}

const columns = `g.*, array(select account_id from scim_member where group_id = g.id order by 1) as members`
const groups = `select ${columns} from scim_group g`

export async function listGroups(db: Db): Promise<GroupRow[]> {
  const { rows } = await db.query<GroupRow>(`${groups} order by name`)
  return rows
}

const member = idAttribute('acc', 'm.account_id')
const ofMembers: Attributes[string] = {
  type: 'text',
  fits: (test) => sql`exists (select from scim_member m where m.group_id = g.id and ${test(member)})`,
}
const attributes: Attributes = {
  id: attribute('text', idAttribute('grp', 'g.id')),
  externalid: attribute('text', sql`lower(g.external_id)`),
  displayname: attribute('text', sql`lower(g.name)`),
  members: ofMembers,
  'members.value': ofMembers,
}

/** A piece of the groups that fit a filter. Throws `input.invalid`. */
export async function findGroups(
  db: Connections,
  wanted: Piece & { readonly filter?: string | undefined },
): Promise<Listed<GroupRow>> {
  const from = sql`from scim_group g where ${compileFilter(wanted.filter, attributes)}`
  return readPiece(db, { columns: sql.raw(columns), from, order: sql`name, id` }, wanted)
}

export async function findGroup(db: Db, id: string): Promise<GroupRow | undefined> {
  const { rows } = await db.query<GroupRow>(`${groups} where g.id = $1`, [id])
  return rows[0]
}

export async function insertGroup(db: Db, name: string, externalId: string | null): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    'insert into scim_group (name, external_id) values ($1, $2) returning id',
    [name, externalId],
  )
  return rows[0]?.id ?? ''
}

export async function renameGroup(db: Db, id: string, name: string): Promise<void> {
  await db.query('update scim_group set name = $2, updated_at = now() where id = $1', [id, name])
}

export async function setGroupRole(db: Db, id: string, role: string | null): Promise<void> {
  await db.query('update scim_group set role = $2, updated_at = now() where id = $1', [id, role])
}

export async function deleteGroup(db: Db, id: string): Promise<void> {
  await db.query('delete from scim_group where id = $1', [id])
}

/** Makes exactly these accounts the members of a group; ids of none are left out. */
export async function setMembers(db: Db, id: string, accounts: readonly string[]): Promise<void> {
  await db.query('delete from scim_member where group_id = $1 and account_id <> all($2::uuid[])', [
    id,
    accounts,
  ])
  await db.query(
    `insert into scim_member (group_id, account_id) select $1, id from account where id = any($2::uuid[]) and kind = 'person'
     on conflict do nothing`,
    [id, accounts],
  )
}

/**
 * Gives these accounts, as far as they are people's, the role of the first of their groups that has one. Whose role came
 * from a group, and who is in none any more, is an employee again; a role that somebody gave stays, and so does that of
 * whoever may change accounts. Answers whose role changed.
 */
export async function followGroups(
  db: Db,
  accounts: readonly string[],
  spared: readonly string[],
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `update account a set role = coalesce(wanted.role, 'employee'), updated_at = now(),
            role_by = case when wanted.role is not null then 'scim' end
       from (select account.id, (select g.role from scim_member m join scim_group g on g.id = m.group_id
                 where m.account_id = account.id and g.role is not null order by g.name limit 1) as role
               from account where account.id = any($1::uuid[]) and kind = 'person') wanted
      where a.id = wanted.id and a.role <> coalesce(wanted.role, 'employee') and a.role <> all($2)
        and (wanted.role is not null or a.role_by = 'scim') returning a.id`,
    [accounts, spared],
  )
  return rows.map(({ id }) => id)
}
