import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { applyAbsences } from './apply-absences.ts'
import { applyAccounts, findOrMakeApplication } from './apply-accounts.ts'
import { bringBack, createObjects, updateObjects } from './apply-objects.ts'
import { applySoftware } from './apply-software.ts'
import { fallSilent, keepFirstRecords, keepSource, keepSourceRecords } from './apply-sources.ts'
import { beginFilling } from './first-fill.ts'
import type { Steps } from './outcome-steps.ts'
import { plainAccount } from './outcomes.ts'
import type { PlanScope } from './scope.ts'
import { anotherSpeaks } from './speaker.ts'
import { literal } from './sql.ts'

/** Does what the plan of a list says, in steps of its rows, then what follows for those whom it no longer has. */
export async function applyList(
  client: ClientBase,
  scope: PlanScope,
  { stepSize, between }: Steps,
): Promise<void> {
  const last = await lastNumber(client, scope.runId)
  const filling = await beginFilling(client, last + 1)
  const applicationId = scope.application ? await findOrMakeApplication(client, scope.application) : null
  await keepSource(client, scope, applicationId)
  if (!filling) await fallSilent(client, scope)
  let applied = 0
  for (let from = 0; from <= last; from += stepSize) {
    applied += await takeRows(client, scope, [from, from + stepSize])
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
async function takeRows(
  client: ClientBase,
  scope: PlanScope,
  [from, until]: readonly [number, number],
): Promise<number> {
  const plain = 'o.run_id is null'
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select s.number, s.vendor_id, s.label, s.standing, s.role, s.active, s."row", s.keys, ${movingSql(scope)} as volatile, s.raw_hash,
           coalesce(o.kind, 'created') as kind, o.reason, o.changes, case when ${plain} or o.kind = 'created' or o.software is not null then ${scope.software ? 's.software' : `'[]'::jsonb`} end as software,
           case when ${plain} then new_id() else o.object_id end as object_id,
           case when ${plain} then ${plainAccount(scope.application !== null)} when o.kind <> 'held' then o.account end as account
      from staged s left join outcome o on o.run_id = s.run_id and o.number = s.number
     where s.run_id = ${literal(scope.runId)} and s.number >= ${from} and s.number < ${until}
       and o.reason is distinct from 'erased'
     order by s.number`)
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer as count from step where kind in ('created', 'updated')`,
  )
  return rows[0]?.count ?? 0
}
