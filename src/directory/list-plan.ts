import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { writeGone, writeReturned } from './gone.ts'
import { holdBack } from './hold-back.ts'
import { judgeRows } from './judge.ts'
import { countLeft } from './leave-accounts.ts'
import { matchRows } from './match.ts'
import { writeOutcomes } from './outcomes.ts'
import { projectRows } from './project.ts'
import type { PlanScope } from './scope.ts'

/** Writes what becomes of each staged row of a list: match, project, hold, judge, outcomes. */
export async function planList(client: ClientBase, scope: PlanScope): Promise<void> {
  await matchRows(client, scope)
  await failpoint('plan.matched')
  await projectRows(client, scope)
  await failpoint('plan.projected')
  await holdBack(client, scope)
  await judgeRows(client, scope)
  await failpoint('plan.judged')
  await writeOutcomes(client, scope)
  await writeReturned(client, scope)
}

/** Who is in no list, and stands beside the ledger of the plan. */
export interface Beside {
  /** How many source records the list no longer has. */
  readonly gone: number
  /** How many SaaS users the integration would no longer load, and nobody else does. */
  readonly unmaintained: number
}

/** Writes what becomes of those whom a list no longer has; answers how many they are. */
export async function planBeside(client: ClientBase, scope: PlanScope): Promise<Beside> {
  return { gone: await writeGone(client, scope), unmaintained: await countLeft(client, scope) }
}
