import type { ClientBase, Pool } from 'pg'
import { inTransaction } from '../../src/db/transaction.ts'
import { applyPlan } from '../../src/directory/apply.ts'
import { fieldId, fieldOf } from '../../src/directory/field.ts'
import { lockDirectory } from '../../src/directory/lock.ts'
import { makePlan } from '../../src/directory/plan.ts'
import type { PlanKind, ScopeOf } from '../../src/directory/scope.ts'
import type { SourceOrders } from '../../src/directory/source-order.ts'
import { type ListedRecord, type ListOptions, stageList } from './listed.ts'
import { type Outcome, outcomesOf } from './outcomes.ts'
import { scopeOf } from './scope.ts'

export interface Planned {
  readonly scope: ScopeOf<PlanKind>
  readonly digest: string
  readonly outcomes: readonly Outcome[]
}

/** Stages a list as a run of its own, and makes its plan. */
export const planList = (
  pool: Pool,
  records: readonly ListedRecord[],
  options: ListOptions = {},
): Promise<Planned> => inTransaction(pool, (client) => planWith(client, records, options))

/** `planList` within a transaction of the test. */
export async function planWith(
  client: ClientBase,
  records: readonly ListedRecord[],
  options: ListOptions = {},
): Promise<Planned> {
  const scope = await scopeOf(client, options)
  await stageList(client, scope, { ...options, records })
  const { digest } = await makePlan(client, scope)
  return { scope, digest, outcomes: await outcomesOf(client, scope) }
}

/** Applies a plan as a run does: in one transaction that holds the directory's lock. */
export function applyPlanned(
  pool: Pool,
  { scope }: Pick<Planned, 'scope'>,
  between: (applied: number) => Promise<void> = async () => undefined,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    await lockDirectory(client)
    await applyPlan(client, scope, between)
  })
}

/** Plans a list and applies it. */
export async function takeList(
  pool: Pool,
  records: readonly ListedRecord[],
  options: ListOptions = {},
): Promise<Planned> {
  const planned = await planList(pool, records, options)
  await applyPlanned(pool, planned)
  return planned
}

/** Makes the plan that takes a run back, as a run of its own. */
export const planUndoOf = (pool: Pool, undone: Pick<Planned, 'scope'>): Promise<Planned> =>
  inTransaction(pool, (client) => planUndoWith(client, undone))

/** `planUndoOf` within a transaction of the test. */
export async function planUndoWith(client: ClientBase, undone: Pick<Planned, 'scope'>): Promise<Planned> {
  const { sourceId, runId, object, software } = undone.scope
  const ours = await scopeOf(client, { source: sourceId, object, software })
  const scope: ScopeOf<'undo'> = { ...ours, kind: 'undo', undoes: runId }
  const { digest } = await makePlan(client, scope)
  return { scope, digest, outcomes: await outcomesOf(client, scope) }
}

/** Takes a run back. */
export async function undo(pool: Pool, undone: Pick<Planned, 'scope'>): Promise<Planned> {
  const planned = await planUndoOf(pool, undone)
  await applyPlanned(pool, planned)
  return planned
}

/** Has sources speak in another order, as a run of its own; by the keys of fields. */
export async function reorder(pool: Pool, orders: SourceOrders): Promise<Planned> {
  const planned = await inTransaction(pool, async (client) => {
    const all = await scopeOf(client, { object: fieldOf(Object.keys(orders)[0] ?? '').object })
    const written = all.written.filter((field) => fieldId(field) in orders)
    const scope: ScopeOf<'reorder'> = { ...all, kind: 'reorder', orders, written }
    const { digest } = await makePlan(client, scope)
    return { scope, digest, outcomes: await outcomesOf(client, scope) }
  })
  await applyPlanned(pool, planned)
  return planned
}
