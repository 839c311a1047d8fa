import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { ClientBase } from 'pg'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import type { AbsentPolicy, Preference } from '../../directory/scope.ts'
import { type Columns, column } from '../../kit/list/column.ts'
import type { List } from '../../kit/list/read-list.ts'
import type { Condition } from '../../lib/condition/condition.ts'
import type { Mapping } from '../../sync/mapping/configuration.ts'
import { activeStates } from '../../sync/states.ts'

/** What of an integration decides what becomes of a record, as its columns hold it. */
export interface Configuration {
  readonly mapping: Mapping
  readonly conditions: Condition | null
  readonly selection: 'user' | 'user_and_saas_user' | 'device' | 'device_and_software'
  readonly preference: Preference
  readonly instance: string
  /** What becomes of the account of somebody whom the vendor no longer lists. */
  readonly absent: AbsentPolicy
  readonly credential_id: string | null
}

/** A change of configuration that waits until somebody has seen what it does. */
export interface Proposal {
  /** The replay that shows it. */
  readonly runId: string
  readonly by: string
  readonly at: string
  /** The integration's revision that it changes. */
  readonly revision: number
  readonly edit: Partial<Configuration>
}

/** An integration, and whether its proposal still waits: it does for as long as its replay may be applied. */
export type IntegrationRow = Selectable<Tables['integration']> & { readonly proposal_waits: boolean }

const integrations = ({ kysely }: Connections) =>
  kysely
    .selectFrom('integration')
    .selectAll()
    .select(
      sql<boolean>`exists (
        select from run where run.id = (integration.proposal->>'runId')::uuid and run.revision = integration.revision
           and run.state = any(${[...activeStates, 'previewed', 'held']}))`.as('proposal_waits'),
    )

/** What each integration loads, and how it is mapped. */
export const mappingsOfAll = ({ kysely }: Connections) =>
  kysely.selectFrom('integration').select(['connector', 'load', 'mapping']).execute()

/** Integrations in the order they were made. */
export const integrationList = (db: Connections): List<IntegrationRow> => ({
  parts: [integrations(db)],
  columns,
  order: 'id',
  ties: ['id'],
})

const columns: Columns = {
  id: column('id', 'id', 'Id', { filled: true, prefix: 'int' }),
  name: column('name', 'text', 'Name', { filled: true }),
  connector: column('connector', 'text', 'Connector', { filled: true }),
  load: column('load', 'text', 'Load', { filled: true }),
  credentialId: column('credential_id', 'id', 'Credential', { prefix: 'cre' }),
  selection: column('selection', 'text', 'Selection', { filled: true }),
  preference: column('preference', 'text', 'Preference', { filled: true }),
  instance: column('instance', 'text', 'Instance', { filled: true }),
  absent: column('absent', 'text', 'Absent', { filled: true }),
  state: column('state', 'text', 'State', { filled: true }),
  revision: column('revision', 'number', 'Revision', { filled: true }),
  failures: column('failures', 'number', 'Failures', { filled: true }),
  failingSince: column('failing_since', 'datetime', 'Failing since'),
  launchedAt: column('launched_at', 'datetime', 'Launched at'),
  createdAt: column('created_at', 'datetime', 'Created at', { filled: true }),
  updatedAt: column('updated_at', 'datetime', 'Updated at', { filled: true }),
}

export const findIntegration = (db: Connections, id: string): Promise<IntegrationRow | undefined> =>
  integrations(db).where('id', '=', id).executeTakeFirst()

export async function insertIntegration(
  { kysely }: Connections,
  row: Insertable<Tables['integration']>,
): Promise<string> {
  const { id } = await kysely.insertInto('integration').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Saves an edit that runs need not know of. */
export async function updateIntegration(
  { kysely }: Connections,
  id: string,
  edit: Updateable<Tables['integration']>,
): Promise<void> {
  await kysely
    .updateTable('integration')
    .set({ ...edit, updated_at: sql<Date>`now()` })
    .where('id', '=', id)
    .execute()
}

/** Saves another configuration, by which plans that wait are out of date. False when somebody saved another meanwhile. */
export async function updateConfiguration(
  { kysely }: Connections,
  { id, revision }: Pick<IntegrationRow, 'id' | 'revision'>,
  edit: Updateable<Tables['integration']>,
): Promise<boolean> {
  const { numUpdatedRows } = await kysely
    .updateTable('integration')
    .set((is) => ({ ...edit, revision: is('revision', '+', 1), updated_at: sql<Date>`now()` }))
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Holds an integration until the transaction ends. False when somebody saved another revision meanwhile. */
export async function lockIntegration(
  client: ClientBase,
  { id, revision }: Pick<IntegrationRow, 'id' | 'revision'>,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from integration where id = $1 and revision = $2 for update',
    [id, revision],
  )
  return rowCount === 1
}

/** Keeps a proposal in place of the one before. Null: none waits any more. */
export async function keepProposal(
  client: ClientBase,
  id: string,
  proposal: Omit<Proposal, 'at'> | null,
): Promise<void> {
  await client.query(
    `update integration set proposal = $2::jsonb || jsonb_build_object('at', now()), updated_at = now() where id = $1`,
    [id, proposal && JSON.stringify(proposal)],
  )
}

/** What a run knew of its integration, and what is known once it is applied. */
export interface Applied {
  readonly id: string
  readonly runId: string
  readonly revision: number
  readonly fingerprint: string | null
}

/**
 * A plan of this configuration was applied: it was seen, and the first one is the launch. False when the
 * configuration is another one meanwhile.
 */
export async function markApplied(
  client: ClientBase,
  { id, revision, fingerprint }: Applied,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update integration
        set state = case state when 'draft' then 'active' else state end, launched_at = coalesce(launched_at, now()),
            seen_fingerprint = $3, plan_only = null
      where id = $1 and revision = $2`,
    [id, revision, fingerprint],
  )
  return rowCount === 1
}

/** The proposal of a replay becomes the configuration. False when it does not wait any more. */
export async function adoptProposal(
  client: ClientBase,
  { id, runId, revision, fingerprint }: Applied,
  planOnly: string | null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update integration
        set mapping = coalesce(edit->'mapping', mapping),
            conditions = case when edit ? 'conditions' then nullif(edit->'conditions', 'null') else conditions end,
            selection = coalesce(edit->>'selection', selection),
            preference = coalesce(edit->>'preference', preference),
            instance = coalesce(edit->>'instance', instance),
            absent = coalesce(edit->>'absent', absent),
            credential_id = coalesce((edit->>'credential_id')::uuid, credential_id),
            proposal = null, revision = revision + 1, seen_fingerprint = $4, plan_only = coalesce($5, plan_only),
            updated_at = now()
       from (select proposal->'edit' as edit from integration where id = $1) proposed
      where id = $1 and proposal->>'runId' = $2 and revision = $3`,
    [id, runId, revision, fingerprint, planOnly],
  )
  return rowCount === 1
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

export async function deleteIntegrationRow(client: ClientBase, id: string): Promise<void> {
  for (const table of ['sample', 'survey'])
    await client.query(`delete from ${table} where integration_id = $1`, [id])
  await client.query('delete from integration where id = $1', [id])
}

/** Integrations that were deleted, while a worker still sees to what they said. */
export const readEndings = ({ kysely }: Connections) =>
  kysely.selectFrom('ending').selectAll().orderBy('since').orderBy('source_id').execute()

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
