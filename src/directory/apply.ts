import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { applyAbsences } from './apply-absences.ts'
import { applyAccounts, findOrMakeApplication } from './apply-accounts.ts'
import { applyEdit } from './apply-edit.ts'
import { applyMerge } from './apply-merge.ts'
import { bringBack, createObjects, updateObjects } from './apply-objects.ts'
import { applyReorder } from './apply-reorder.ts'
import { applySoftware } from './apply-software.ts'
import { keepFirstRecords, keepSource, keepSourceRecords } from './apply-sources.ts'
import { applySplit } from './apply-split.ts'
import { applyUndo } from './apply-undo.ts'
import { beginFilling } from './first-fill.ts'
import { applyLinks } from './link-apply.ts'
import { plainAccount } from './outcomes.ts'
import { isEdit, isLink, isMerge, isReorder, isUndo, type MergeScope, type PlanScope } from './scope.ts'
import { anotherSpeaks } from './speaker.ts'
import { literal } from './sql.ts'

/** What happens between two steps of an apply: show how many rows were applied, or throw to undo everything. */
export type BetweenSteps = (applied: number) => Promise<void>

const stepSize = 50_000

/**
 * Does what the plan of a run says: the only writer of the directory. Call it in one transaction that
 * holds the directory's lock, so that readers see the directory before or after, never between.
 */
export async function applyPlan(client: ClientBase, scope: PlanScope, between: BetweenSteps): Promise<void> {
  await client.query(`set local work_mem = '256MB'`)
  if (isUndo(scope)) await applyUndo(client, scope, { stepSize, between })
  else if (isEdit(scope)) await applyEdit(client, scope, { stepSize, between })
  else if (isLink(scope)) await applyLinks(client, scope, { stepSize, between })
  else if (isReorder(scope)) await applyReorder(client, scope, { stepSize, between })
  else if (isMerge(scope)) await applyToPair(client, scope, between)
  else await applyStaged(client, scope, between)
  await client.query(
    `with moved as (update directory_state set revision = revision + 1 returning revision)
     update run set applied_revision = moved.revision from moved where run.id = $1`,
    [scope.runId],
  )
}

async function applyToPair(client: ClientBase, scope: MergeScope, between: BetweenSteps): Promise<void> {
  const { mergeId } = scope.merge
  await (mergeId ? applySplit(client, scope, mergeId) : applyMerge(client, scope))
  await between(2)
}

async function applyStaged(client: ClientBase, scope: PlanScope, between: BetweenSteps): Promise<void> {
  const last = await lastNumber(client, scope.runId)
  const filling = await beginFilling(client, last + 1)
  const applicationId = scope.application ? await findOrMakeApplication(client, scope.application) : null
  await keepSource(client, scope, applicationId)
  let applied = 0
  for (let from = 0; from <= last; from += stepSize) {
    applied += await takeRows(client, scope, from)
    await failpoint('apply.step-taken')
    await createObjects(client, scope)
    await failpoint('apply.people-created')
    await updateObjects(client, scope)
    // Where nobody looks at the plan, whom an undo archived stays so.
    if (scope.attended) await bringBack(client, scope)
    await failpoint('apply.people-updated')
    await (filling ? keepFirstRecords : keepSourceRecords)(client, scope)
    await failpoint('apply.sources-kept')
    if (applicationId) await applyAccounts(client, scope, applicationId)
    if (scope.object === 'device') await applySoftware(client, scope)
    await failpoint('apply.accounts-kept')
    await between(applied)
  }
  await filling?.end()
  await failpoint('apply.filled')
  // Nobody is missing, or back, where nobody was.
  if (!filling) await applyAbsences(client, scope, applicationId)
}

async function lastNumber(client: ClientBase, runId: string): Promise<number> {
  const { rows } = await client.query<{ last: number | null }>(
    'select max(number) as last from staged where run_id = $1',
    [runId],
  )
  return rows[0]?.last ?? -1
}

/** What moves of a row, where it is for this row to tell. */
const movingSql = ({ object, sourceId }: PlanScope): string =>
  object === 'device'
    ? `case when s.volatile is not null and not ${anotherSpeaks(literal(sourceId), 's.vendor_id', 'o.object_id')} then s.volatile end`
    : 's.volatile'

/** Puts the rows of one step and their outcomes into the temporary table `step`; tells how many create or update. */
async function takeRows(client: ClientBase, scope: PlanScope, from: number): Promise<number> {
  const plain = 'o.run_id is null'
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select s.number, s.vendor_id, s.label, s.standing, s.role, s.active, s."row", s.keys, ${movingSql(scope)} as volatile, s.raw_hash,
           coalesce(o.kind, 'created') as kind, o.reason, o.changes, case when ${plain} or o.kind = 'created' or o.software is not null then ${scope.software ? 's.software' : `'[]'::jsonb`} end as software,
           case when ${plain} then new_id() else o.object_id end as object_id,
           case when ${plain} then ${plainAccount(scope.application !== null)} when o.kind <> 'held' then o.account end as account
      from staged s left join outcome o on o.run_id = s.run_id and o.number = s.number
     where s.run_id = ${literal(scope.runId)} and s.number >= ${from} and s.number < ${from + stepSize}
     order by s.number`)
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from step where kind in ('created', 'updated')`,
  )
  return rows[0]?.count ?? 0
}
