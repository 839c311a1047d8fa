import type { ClientBase } from 'pg'
import type { TrippedBrake } from '../db/sync-tables.ts'
import { makePlan } from '../directory/plan.ts'
import { judgePlan } from './brakes/judge-plan.ts'
import { type Ledger, readLedger } from './ledger.ts'
import type { Planning } from './recipe.ts'
import type { RunFacts } from './states.ts'

/** A plan with its ledger, and what the brakes say of it. */
export interface JudgedPlan {
  readonly ledger: Ledger
  readonly gone: number
  readonly digest: string
  readonly brakes: readonly TrippedBrake[]
  /** All of it as the run's row keeps it. */
  readonly known: RunFacts
}

/** Makes the plan of a run's staged rows and judges it, in one transaction of the caller. */
export async function makeJudgedPlan(
  client: ClientBase,
  planning: Planning,
  runId: string,
): Promise<JudgedPlan> {
  const scope = { ...planning.scope, runId }
  const { digest, directoryRevision, gone, unmaintained } = await makePlan(client, scope)
  const ledger = await readLedger(client, runId)
  const { brakes, deactivations } = await judgePlan(client, {
    scope,
    limits: planning.limits,
    read: ledger.read,
  })
  const known = {
    ...ledger,
    digest,
    directory_revision: directoryRevision,
    gone,
    unmaintained,
    brakes: JSON.stringify(brakes),
    deactivations,
  }
  return { ledger, gone, digest, brakes, known }
}
