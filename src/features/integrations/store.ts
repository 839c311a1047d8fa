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

export async function deleteIntegrationRow(client: ClientBase, id: string): Promise<void> {
  for (const table of ['sample', 'survey'])
    await client.query(`delete from ${table} where integration_id = $1`, [id])
  await client.query('delete from integration where id = $1', [id])
}

/** Integrations that were deleted, while a worker still sees to what they said. */
export const readEndings = ({ kysely }: Connections) =>
  kysely.selectFrom('ending').selectAll().orderBy('since').orderBy('source_id').execute()
