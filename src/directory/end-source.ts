import type { ClientBase, Pool } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { AppError } from '../lib/errors.ts'
import { endSoftware } from './apply-software.ts'
import { leaveAccounts } from './leave-accounts.ts'
import { lockBriefly } from './lock.ts'
import type { PlanScope } from './scope.ts'
import { letOthersSpeak } from './speaker.ts'

/** A source whose integration is deleted: what it was called, and by whom. */
interface Deleted extends Pick<PlanScope, 'sourceId' | 'actor'> {
  readonly name: string
}

/**
 * Ends a source: it says no more. What it said stays, with people, values and history, until another source says otherwise. What
 * else becomes of it is left to `endNext`, for of a million records it takes a while. False where it never said anything. Call it
 * inside a transaction.
 */
export async function endSource(client: ClientBase, { sourceId, name, actor }: Deleted): Promise<boolean> {
  const { rowCount } = await client.query(
    'update source set ended_at = now() where id = $1 and ended_at is null',
    [sourceId],
  )
  if (rowCount === 0) return false
  await client.query('insert into ending (source_id, name, actor) values ($1, $2, $3)', [
    sourceId,
    name,
    actor,
  ])
  await revise(client)
  return true
}

/**
 * Does for the source that ended first what an end brings: whoever else speaks of the same is looked at again, software that
 * it told of is no longer there, and SaaS users that no other source of their application lists are marked as unmaintained. False
 * where none is due. One that fails is due again in a minute, so that the others go on. Throws `database.locked`.
 */
export async function endNext(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<Ending>(
    'select source_id, actor from ending where due_at <= now() order by due_at, source_id limit 1',
  )
  const [next] = rows
  if (!next) return false
  try {
    await inTransaction(pool, (client) => finish(client, next))
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'database.locked')) await postpone(pool, next)
    throw error
  }
  return true
}

interface Ending {
  readonly source_id: string
  readonly actor: string
}

async function finish(client: ClientBase, { source_id: sourceId, actor }: Ending): Promise<void> {
  await lockBriefly(client)
  const { rowCount } = await client.query('delete from ending where source_id = $1', [sourceId])
  // Another worker was faster.
  if (rowCount === 0) return
  await client.query(`set local work_mem = '256MB'`)
  await letOthersSpeak(client, { sourceId, runId: null, which: 'true' })
  await endSoftware(client, { sourceId, runId: null }, 'true')
  await leaveAccounts(client, { sourceId, application: null, runId: null, actor })
  await revise(client)
}

async function postpone(pool: Pool, { source_id: sourceId }: Ending): Promise<void> {
  await pool.query(`update ending set due_at = now() + interval '1 minute' where source_id = $1`, [sourceId])
}

/** A plan that waits may have counted on it. */
async function revise(client: ClientBase): Promise<void> {
  await client.query('update directory_state set revision = revision + 1')
}
