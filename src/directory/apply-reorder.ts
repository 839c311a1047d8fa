import type { ClientBase } from 'pg'
import { AppError } from '../lib/errors.ts'
import { updateObjects } from './apply-objects.ts'
import { eachStep, type Steps } from './outcome-steps.ts'
import type { ScopeOf } from './scope.ts'
import { keepSourceOrders } from './source-order.ts'
import { fieldIdSql } from './sql.ts'

/** Changes objects as the plan says, in steps, has the sources speak in the new order, and keeps what it was. */
export async function applyReorder(
  client: ClientBase,
  scope: ScopeOf<'reorder'>,
  steps: Steps,
): Promise<void> {
  const { runId, orders } = scope
  await checkUndone(client, runId)
  await eachStep(client, { ...scope, ...steps }, () => updateObjects(client, scope))
  // What could not be changed is looked at again when its sources are loaded next.
  await client.query(
    `update source_record r set raw_hash = null from outcome o
      where o.run_id = $1 and o.kind = 'failed' and r.object_id = o.object_id`,
    [runId],
  )
  // Last, for another connection shows the progress in the run's row.
  await client.query(
    `update run set orders_before = (
       select jsonb_object_agg(${fieldIdSql}, to_jsonb(sources)) from field where ${fieldIdSql} = any($2))
      where id = $1`,
    [runId, Object.keys(orders)],
  )
  await keepSourceOrders(client, orders)
}

/** The plan of an undo may have waited for long: it brings back what was before a run, not before what came after. */
async function checkUndone(client: ClientBase, runId: string): Promise<void> {
  const { rowCount } = await client.query(
    `select from run join run undone on undone.id = run.undoes
       cross join jsonb_each(undone.orders) o
       join (select ${fieldIdSql} as id, to_jsonb(sources) as sources from field) now on now.id = o.key
      where run.id = $1 and now.sources <> o.value limit 1`,
    [runId],
  )
  if (rowCount)
    throw new AppError(
      'run.stale',
      'The order of sources is another by now; take back what changed it since, then undo the run again',
    )
}
