import { sql, type Updateable } from 'kysely'
import type { ClientBase } from 'pg'
import type { Connections } from '../../db/pool.ts'
import type { Tables } from '../../db/tables.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { IntegrationRow, Proposal } from '../integrations/store.ts'
import { runQueue } from '../runs/store.ts'

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

interface NewReplay {
  readonly integrationId: string
  readonly revision: number
  readonly actor: string
  /** What it tries without that it is proposed. */
  readonly tries?: object
}

/** Queues the replay of a change that is proposed, or only tried. Undefined while another run is under way. */
export async function queueReplay(client: ClientBase, replay: NewReplay): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>(
    `insert into run (integration_id, revision, mode, actor, kind, tries) values ($1, $2, 'plan', $3, 'replay', $4)
     on conflict do nothing returning id`,
    [replay.integrationId, replay.revision, replay.actor, replay.tries && JSON.stringify(replay.tries)],
  )
  // Heard when the transaction is committed.
  await client.query(`notify ${runQueue}`)
  return rows[0]?.id
}

/** How many records a replay could only name. */
export async function countNotStored(client: ClientBase, runId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*) from outcome where run_id = $1 and reason = 'not_stored'`,
    [runId],
  )
  return rows[0]?.count ?? 0
}

/** Which replays of an integration: all of them, but for one that stays, or those that only try something. */
type Which = { readonly but?: string } | 'tries'

/** Ends replays of an integration that wait or still read: their change was made anew, or taken back. */
export async function supersedeReplays(
  client: ClientBase,
  integrationId: string,
  which: Which = {},
): Promise<void> {
  // The raised fence keeps a worker that still reads for it from writing.
  await client.query(
    `update run set state = 'superseded', finished_at = now(), fence = fence + 1, lease_until = null
      where integration_id = $1 and kind = 'replay' and state = any($2) and id is distinct from $4
        and (not $3 or tries is not null and id::text is distinct from (
          select proposal ->> 'runId' from integration where id = $1))`,
    [
      integrationId,
      ['queued', 'leased', 'reading', 'planned', 'previewed', 'held'],
      which === 'tries',
      which === 'tries' ? null : which.but,
    ],
  )
}

/**
 * Takes back what a replay read, when the records it read were changed by another run since: its plan is made again,
 * to be looked at again. False when they are as they were.
 */
export async function replayAgain({ pool }: Pick<Connections, 'pool'>, id: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update run set state = 'queued', digest = null, list_complete = false, planned_at = null, finished_at = null,
              released_by = null, released_at = null, attempts = 0, vain_attempts = 0, fault = $2
        where id = $1 and kind = 'replay' and state = any('{previewed,held}') and exists (
          select from run later
           where later.integration_id = run.integration_id and later.id <> run.id and later.finished_at > run.started_at
             and later.state = any('{succeeded,succeeded_with_failures}')
             and (later.kind <> 'load' or later.gone > 0
                  -- New words are stored even where nothing follows from them.
                  or exists (select from staged where run_id = later.id)
                  or exists (select from source_record r
                              where r.source_id = run.integration_id and r.out_of_scope_at > run.started_at)))`,
      [id, JSON.stringify(recordsMoved)],
    )
    if (rowCount !== 1) return false
    for (const table of ['run_page', 'staged', 'outcome'])
      await client.query(`delete from ${table} where run_id = $1`, [id])
    await client.query(`notify ${runQueue}`)
    return true
  })
}

const recordsMoved = {
  code: 'run.stale',
  message:
    'Another run changed these records since this plan was made, and the plan with it. Look at the new plan, then apply it.',
}
