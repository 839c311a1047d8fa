import type { ClientBase } from 'pg'
import { endSoftware } from './apply-software.ts'
import { leaveAccounts } from './leave-accounts.ts'
import { lockBriefly } from './lock.ts'
import type { PlanScope } from './scope.ts'
import { lookAgain } from './speaker.ts'

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
 * where there is none. Call it inside a transaction. Throws `database.locked`.
 */
export async function endNext(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ source_id: string; actor: string }>(
    'select source_id, actor from ending order by since, source_id limit 1 for update skip locked',
  )
  const [next] = rows
  if (!next) return false
  const { source_id: sourceId, actor } = next
  await lockBriefly(client)
  await client.query(`set local work_mem = '256MB'`)
  await lookAgain(client, { sourceId, runId: null, which: 'true' })
  await endSoftware(client, { sourceId, runId: null }, 'true')
  await leaveAccounts(client, { sourceId, application: null, runId: null, actor })
  await client.query('delete from ending where source_id = $1', [sourceId])
  await revise(client)
  return true
}

/** A plan that waits may have counted on it. */
async function revise(client: ClientBase): Promise<void> {
  await client.query('update directory_state set revision = revision + 1')
}
