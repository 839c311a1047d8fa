import type { ClientBase } from 'pg'
import { failpoint } from '#failpoint'
import { archiveObjects, updateObjects } from './apply-objects.ts'
import { restoreSoftware } from './apply-software.ts'
import type { PlanScope, UndoScope } from './scope.ts'
import { literal } from './sql.ts'
import { gatherAccounts, restoreAccounts } from './undo-accounts.ts'
import { gatherRecords, restoreRecords } from './undo-records.ts'

interface Steps {
  readonly stepSize: number
  readonly between: (applied: number) => Promise<void>
}

/** Takes a run back as the plan says, in steps: people, accounts, and what the source said. */
export async function applyUndo(client: ClientBase, scope: UndoScope, { stepSize, between }: Steps) {
  await gatherRecords(client, scope)
  await gatherAccounts(client, scope)
  const count = await countOutcomes(client, scope)
  await restoreSoftware(client, scope)
  for (let from = 0; from < count; from += stepSize) {
    await takeOutcomes(client, scope, [from, from + stepSize])
    await updateObjects(client, scope)
    await archiveObjects(client, scope)
    await failpoint('undo.people-back')
    await restoreAccounts(client, scope)
    await restoreRecords(client, scope)
    await failpoint('undo.records-back')
    await between(Math.min(from + stepSize, count))
  }
}

async function countOutcomes(client: ClientBase, { runId }: PlanScope): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*) from outcome where run_id = $1', [
    runId,
  ])
  return rows[0]?.count ?? 0
}

/** Puts the outcomes of one step, which stand for themselves, into the temporary table `step`. */
async function takeOutcomes(
  client: ClientBase,
  { runId }: PlanScope,
  [from, until]: readonly [number, number],
): Promise<void> {
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select number, vendor_id, kind, changes, null::jsonb as volatile, object_id, account
      from outcome where run_id = ${literal(runId)} and number >= ${from} and number < ${until}`)
}
