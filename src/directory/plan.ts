import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { planDigest } from './digest.ts'
import { planEdit } from './edit-plan.ts'
import { writeGone, writeReturned } from './gone.ts'
import { judgeRows } from './judge.ts'
import { countLeft } from './leave-accounts.ts'
import { planLinks } from './link-plan.ts'
import { directoryRevision } from './lock.ts'
import { matchRows } from './match.ts'
import { planMerge } from './merge-plan.ts'
import { writeOutcomes } from './outcomes.ts'
import { holdPrivileged } from './privileged.ts'
import { projectRows } from './project.ts'
import { planReorder } from './reorder-plan.ts'
import { holdReused } from './reused.ts'
import { isEdit, isLink, isMerge, isReorder, isUndo, type PlanScope } from './scope.ts'
import { planUndo } from './undo-plan.ts'

/** What a plan is known by: what it says, and the state of the directory it was made for. */
export interface PlanMark {
  readonly digest: string
  readonly directoryRevision: number
  /** How many source records the list no longer has; they stand beside the ledger, for they are in no list. */
  readonly gone: number
  /** How many SaaS users the integration would no longer load, and nobody else does; they are in no list, either. */
  readonly unmaintained: number
}

/**
 * Makes the plan of a run from its staged rows and confirmed absences (match, project, hold, judge, outcomes), that of an
 * undo, of an edit by hand, of a merge, or of another order of sources. Writes nothing but the plan itself, and may be made again at any
 * time; call it inside a transaction.
 */
export async function makePlan(client: ClientBase, scope: PlanScope): Promise<PlanMark> {
  await client.query(`set local work_mem = '256MB'`)
  const revision = await directoryRevision(client)
  const gone = await planRows(client, scope)
  const unmaintained = isUndo(scope) ? 0 : await countLeft(client, scope)
  await failpoint('plan.written')
  const digest = await planDigest(client, scope.runId, unmaintained)
  return { digest, directoryRevision: revision, gone, unmaintained }
}

/** Answers how many are gone. */
async function planRows(client: ClientBase, scope: PlanScope): Promise<number> {
  if (isUndo(scope)) return planUndo(client, scope).then(() => 0)
  if (isReorder(scope)) return planReorder(client, scope).then(() => 0)
  if (isMerge(scope)) return planMerge(client, scope).then(() => 0)
  await client.query(
    `delete from outcome o using staged s where o.run_id = $1 and s.run_id = $1 and s.number = o.number`,
    [scope.runId],
  )
  await failpoint('plan.begun')
  if (isLink(scope)) return planLinks(client, scope).then(() => 0)
  return isEdit(scope) ? planEdit(client, scope).then(() => 0) : planStaged(client, scope)
}

async function planStaged(client: ClientBase, scope: PlanScope): Promise<number> {
  await matchRows(client, scope)
  await failpoint('plan.matched')
  await projectRows(client, scope)
  await failpoint('plan.projected')
  await holdReused(client, scope)
  await holdPrivileged(client, scope)
  await judgeRows(client, scope)
  await failpoint('plan.judged')
  await writeOutcomes(client, scope)
  await writeReturned(client, scope)
  return writeGone(client, scope)
}
