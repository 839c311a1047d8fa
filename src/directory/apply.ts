import type { ClientBase } from 'pg'
import { kinds } from './kinds.ts'
import type { Steps } from './outcome-steps.ts'
import type { PlanKind, ScopeOf } from './scope.ts'

const stepSize = 50_000

/**
 * Does what the plan of a run says: the only writer of the directory. Call it in one transaction that
 * holds the directory's lock, so that readers see the directory before or after, never between.
 */
export async function applyPlan<K extends PlanKind>(
  client: ClientBase,
  scope: ScopeOf<K>,
  between: Steps['between'],
): Promise<void> {
  await client.query(`set local work_mem = '256MB'`)
  await kinds[scope.kind].apply(client, scope, { stepSize, between })
  await client.query(
    `with moved as (update directory_state set revision = revision + 1 returning revision)
     update run set applied_revision = moved.revision from moved where run.id = $1`,
    [scope.runId],
  )
}
