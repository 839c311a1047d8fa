import type { Insertable, Selectable, Updateable } from 'kysely'
import type { ClientBase } from 'pg'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { activeStates } from '../../sync/states.ts'

export type IntegrationRow = Selectable<Tables['integration']>

export const listIntegrations = ({ kysely }: Connections): Promise<IntegrationRow[]> =>
  kysely.selectFrom('integration').selectAll().orderBy('id').execute()

export const findIntegration = ({ kysely }: Connections, id: string): Promise<IntegrationRow | undefined> =>
  kysely.selectFrom('integration').selectAll().where('id', '=', id).executeTakeFirst()

export const insertIntegration = (
  { kysely }: Connections,
  row: Insertable<Tables['integration']>,
): Promise<IntegrationRow> =>
  kysely.insertInto('integration').values(row).returningAll().executeTakeFirstOrThrow()

/** Saves an edit. Undefined when somebody saved another revision meanwhile. */
export const updateIntegration = (
  { kysely }: Connections,
  { id, revision }: Pick<IntegrationRow, 'id' | 'revision'>,
  edit: Updateable<Tables['integration']>,
): Promise<IntegrationRow | undefined> =>
  kysely
    .updateTable('integration')
    .set((is) => ({ ...edit, revision: is('revision', '+', 1), updated_at: new Date() }))
    .where('id', '=', id)
    .where('revision', '=', revision)
    .returningAll()
    .executeTakeFirst()

/** Saves whom to tell of an integration. */
export const saveContacts = (
  { kysely }: Connections,
  { id }: Pick<IntegrationRow, 'id'>,
  contacts: string[],
): Promise<IntegrationRow> =>
  kysely
    .updateTable('integration')
    .set({ contacts, updated_at: new Date() })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

/** The first applied run is the launch. */
export async function markLaunched(client: ClientBase, id: string): Promise<void> {
  await client.query(
    `update integration set state = 'active', launched_at = now() where id = $1 and state = 'draft'`,
    [id],
  )
}

/** After an undo nothing comes back by itself: the integration waits, and its next run stops at its plan. */
export async function pauseAfterUndo(
  client: ClientBase,
  { id, because, planOnly }: { readonly id: string; readonly because: string; readonly planOnly: string },
): Promise<void> {
  await client.query(
    `update integration set state = 'paused', paused_because = $2, plan_only = $3, next_due_at = null, updated_at = now()
      where id = $1 and state <> 'draft'`,
    [id, because, planOnly],
  )
}

/** A plan was looked at and applied: later runs go on by themselves again. */
export async function liftPlanOnly(client: ClientBase, id: string): Promise<void> {
  await client.query('update integration set plan_only = null where id = $1 and plan_only is not null', [id])
}

export async function deleteIntegrationRow(client: ClientBase, id: string): Promise<void> {
  await client.query('delete from integration where id = $1', [id])
}

/** The labels of the roles that a load may give. */
export async function mappableRoles({ kysely }: Connections): Promise<string[]> {
  const rows = await kysely
    .selectFrom('role')
    .select('label')
    .where('writes', '=', false)
    .orderBy('position')
    .execute()
  return rows.map((row) => row.label)
}

/** Whether a run of it waits or is under way. */
export async function isRunning({ kysely }: Connections, id: string): Promise<boolean> {
  const row = await kysely
    .selectFrom('run')
    .select('id')
    .where('integration_id', '=', id)
    .where('state', 'in', activeStates)
    .executeTakeFirst()
  return row !== undefined
}

/** The connector of a credential, or undefined where there is none of this id. */
export async function credentialConnector({ kysely }: Connections, id: string): Promise<string | undefined> {
  const row = await kysely
    .selectFrom('credential')
    .select('connector')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.connector
}
