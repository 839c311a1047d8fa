import type { ClientBase } from 'pg'
import { endSoftware } from './apply-software.ts'
import { leaveAccounts } from './leave-accounts.ts'
import { lockBriefly } from './lock.ts'
import type { PlanScope } from './scope.ts'
import { lookAgain } from './speaker.ts'

/**
 * Ends a source: it says no more. What it said stays, with people, values and history, until another source says
 * otherwise; SaaS users that no other source of their application lists are marked as unmaintained. Call it inside a transaction.
 */
export async function endSource(
  client: ClientBase,
  { sourceId, actor }: Pick<PlanScope, 'sourceId' | 'actor'>,
): Promise<void> {
  await lockBriefly(client)
  await lookAgain(client, { sourceId, runId: null, which: 'true' })
  const { rowCount } = await client.query(
    'update source set ended_at = now() where id = $1 and ended_at is null',
    [sourceId],
  )
  if (rowCount === 0) return
  await endSoftware(client, { sourceId, runId: null }, 'true')
  await leaveAccounts(client, { sourceId, application: null, runId: null, actor })
  // A plan that waits may have counted on it.
  await client.query('update directory_state set revision = revision + 1')
}
