import type { ClientBase } from 'pg'
import type { PlanScope } from './scope.ts'
import { literal } from './sql.ts'

/** How many outcomes are done at once, and what happens between. */
export interface Steps {
  readonly stepSize: number
  /** Shows how many were applied, or throws to undo everything. */
  readonly between: (applied: number) => Promise<void>
}

/** Does outcomes that stand for themselves, so many at once, each time from the temporary table `step`. */
export async function eachStep(
  client: ClientBase,
  scope: Pick<PlanScope, 'runId'> & Steps,
  work: () => Promise<void>,
): Promise<void> {
  const { stepSize, between } = scope
  const count = await countOutcomes(client, scope)
  for (let from = 0; from < count; from += stepSize) {
    await takeOutcomes(client, scope, [from, from + stepSize])
    await work()
    await between(Math.min(from + stepSize, count))
  }
}

async function countOutcomes(client: ClientBase, { runId }: Pick<PlanScope, 'runId'>): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*) from outcome where run_id = $1', [
    runId,
  ])
  return rows[0]?.count ?? 0
}

/** Puts the outcomes of one step, which stand for themselves, into the temporary table `step`. */
async function takeOutcomes(
  client: ClientBase,
  { runId }: Pick<PlanScope, 'runId'>,
  [from, until]: readonly [number, number],
): Promise<void> {
  await client.query('drop table if exists pg_temp.step')
  await client.query(`
    create temp table step on commit drop as
    select number, vendor_id, kind, changes, null::jsonb as volatile, object_id, account
      from outcome where run_id = ${literal(runId)} and number >= ${from} and number < ${until}`)
}
