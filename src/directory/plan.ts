import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { planDigest } from './digest.ts'
import { kinds } from './kinds.ts'
import type { Beside } from './list-plan.ts'
import { directoryRevision } from './lock.ts'
import type { PlanKind, ScopeOf } from './scope.ts'

/** What a plan is known by: what it says, and the state of the directory it was made for. */
export interface PlanMark extends Beside {
  readonly digest: string
  readonly directoryRevision: number
}

const nobody: Beside = { gone: 0, unmaintained: 0 }

/**
 * Makes the plan of a run, as its kind does. Writes nothing but the plan itself, and may be made again at any time; call it
 * inside a transaction.
 */
export async function makePlan<K extends PlanKind>(client: ClientBase, scope: ScopeOf<K>): Promise<PlanMark> {
  const kind = kinds[scope.kind]
  await client.query(`set local work_mem = '256MB'`)
  const revision = await directoryRevision(client)
  // What reading says of records that are not staged is no part of what is planned.
  await client.query(
    kind.isStaged
      ? 'delete from outcome o using staged s where o.run_id = $1 and s.run_id = $1 and s.number = o.number'
      : 'delete from outcome where run_id = $1',
    [scope.runId],
  )
  await failpoint('plan.begun')
  await kind.plan(client, scope)
  const beside = (await kind.beside?.(client, scope)) ?? nobody
  await failpoint('plan.written')
  const digest = await planDigest(client, scope.runId, beside.unmaintained)
  return { digest, directoryRevision: revision, ...beside }
}
