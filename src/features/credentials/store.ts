import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { type Columns, column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'

type Db = Kysely<Tables>

export type CredentialRow = Selectable<Tables['credential']>

/** An id of a row that is yet to be written: the seal is bound to it. */
export async function newId(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`select new_id() as id`.execute(db)
  const [made] = rows
  if (!made) throw new Error('The database made no id')
  return made.id
}

/** Credentials by name. */
export function credentialList(db: Db): List<CredentialRow> {
  return { parts: [db.selectFrom('credential').selectAll()], columns, order: 'name', ties: ['id'] }
}

const columns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'cre' }),
  connector: column('connector', 'text', 'Connector', { filled: true }),
  name: column('name', 'text', 'Name', { filled: true }),
  createdAt: column('created_at', 'datetime', 'Created at', { filled: true }),
  updatedAt: column('updated_at', 'datetime', 'Updated at', { filled: true }),
  lastUsedAt: column('last_used_at', 'datetime', 'Last used at'),
  expiresOn: column('expires_on', 'date', 'Expires on'),
}

export const findCredential = (db: Db, id: string): Promise<CredentialRow | undefined> =>
  db.selectFrom('credential').selectAll().where('id', '=', id).executeTakeFirst()

/** The credential, which nobody else can change or begin to use until the transaction ends. */
export const lockCredential = (db: Db, id: string): Promise<CredentialRow | undefined> =>
  db.selectFrom('credential').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const insertCredential = (db: Db, row: Insertable<Tables['credential']>): Promise<CredentialRow> =>
  db.insertInto('credential').values(row).returningAll().executeTakeFirstOrThrow()

export const updateCredential = (
  db: Db,
  id: string,
  edit: Updateable<Tables['credential']>,
): Promise<CredentialRow> =>
  db
    .updateTable('credential')
    .set({ ...edit, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export async function markUsed(db: Db, id: string): Promise<void> {
  await db.updateTable('credential').set({ last_used_at: sql<Date>`now()` }).where('id', '=', id).execute()
}

/** The names of the integrations that use a credential. */
export async function usersOf(db: Db, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('integration')
    .select('name')
    .where('credential_id', '=', id)
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/**
 * Has the next run of every launched integration that uses a credential stop at its plan. Plans that wait, and runs
 * under way, are out of date: they were made with the credential as it was.
 */
export async function lookAtNextRuns(db: Db, id: string, because: string): Promise<void> {
  await db
    .updateTable('integration')
    .set((is) => ({ plan_only: because, revision: is('revision', '+', 1), updated_at: sql<Date>`now()` }))
    .where('credential_id', '=', id)
    .where('state', '<>', 'draft')
    .execute()
}

export async function deleteCredentialRow(db: Db, id: string): Promise<void> {
  await db.deleteFrom('credential').where('id', '=', id).execute()
}
