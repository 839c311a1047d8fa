import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { getField } from '../../directory/catalogue.ts'
import { fieldId, fieldOf } from '../../directory/field.ts'
import { orderSource, readSourceOrders, type SourceOrders } from '../../directory/source-order.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import type { RunRow } from '../runs/store.ts'
import { type AppliedRun, applyTrial, findTrial, type Seen, type Trial } from '../trials/actions.ts'
import { differingOrders, type FieldOrder, orderProblems } from './rules.ts'
import type { SourceOrderWish } from './schema.ts'
import { adoptTrial, findWaiting, queueReorder, sourcesOfField, supersedeOrders } from './store.ts'

/** In which order sources speak of a field. Throws `not.found`. */
export async function getOrder({ db }: Ctx, id: string): Promise<FieldOrder> {
  const field = await getField(db.pool, id)
  const [sources, orders, waiting] = await Promise.all([
    sourcesOfField(db, field),
    readSourceOrders(db.pool),
    findWaiting(db.pool),
  ])
  return { field: fieldId(field), isUsual: orders[fieldId(field)] === undefined, sources, waiting }
}

/**
 * Proposes another order of the sources of a field, beside what is proposed of other fields already: it waits until the
 * plan of its run is applied. Throws `input.invalid`, and `run.active` while another order is being applied.
 */
export async function proposeOrder(
  ctx: Ctx,
  { id, integrationIds }: { readonly id: string } & z.output<typeof SourceOrderWish>,
): Promise<FieldOrder> {
  const { field, sources } = await getOrder(ctx, id)
  const wanted = integrationIds.map((integrationId) => bareId('int', integrationId))
  const problems = orderProblems(wanted, sources)
  if (problems.length > 0) throw invalid(problems)
  await propose(ctx, { [field]: wanted })
  return getOrder(ctx, id)
}

/** What runs by which another order takes effect are called. */
export const orderOfSources = 'Order of sources'

/** Queues the run that finds out whom orders would change, without that they are proposed. */
export async function tryOrders({ db, actor }: Ctx, orders: SourceOrders): Promise<Trial | undefined> {
  if (Object.keys(orders).length === 0) return undefined
  const runId = await inTransaction(db.pool, async (client) => {
    await supersedeOrders(client, 'tries')
    return queueReorder(client, { orders, actor: actor.name, isTrial: true })
  })
  if (!runId) throw reordering()
  return { integration: orderOfSources, runId: publicId('run', runId) }
}

/** By a plan that was looked at, orders take effect; any other waits for somebody to look. */
export async function takeOrders(
  ctx: Ctx,
  orders: SourceOrders,
  seen: readonly Seen[],
): Promise<AppliedRun | undefined> {
  if (Object.keys(orders).length === 0) return undefined
  const trial = await findTrial(ctx, { of: { id: orderSource, revision: 0 }, tries: orders, seen })
  if (trial) {
    await inTransaction(ctx.db.pool, (client) => adoptTrial(client, trial.id))
    return applyTrial(ctx, orderOfSources, trial)
  }
  await propose(ctx, orders)
  const waiting = await findWaiting(ctx.db.pool)
  return waiting && { integration: orderOfSources, runId: publicId('run', waiting.id), released: false }
}

async function propose({ db, actor }: Ctx, change: SourceOrders): Promise<void> {
  await inTransaction(db.pool, async (client) => {
    const waiting = await findWaiting(client)
    const wanted = { ...waiting?.orders, ...change }
    // A plan is about one kind of object.
    if (new Set(Object.keys(wanted).map((id) => fieldOf(id).object)).size > 1) throw others()
    const orders = differingOrders(await readSourceOrders(client), wanted)
    await supersedeOrders(client)
    if (Object.keys(orders).length === 0) return
    if (!(await queueReorder(client, { orders, actor: actor.name }))) throw reordering()
  })
}

/** Why no other order can be planned at the moment. */
const reordering = (): AppError =>
  new AppError('run.active', 'Another order of sources is being planned or applied; wait for it')

/**
 * Queues the plan by which the orders before a run come back. Throws `run.state` where they are others again by now, and
 * `run.active`.
 */
export async function takeOrdersBack(
  { db, actor }: Ctx,
  { id, orders, orders_before: before }: RunRow,
): Promise<string> {
  const now = await readSourceOrders(db.pool)
  if (!orders || !before || Object.keys(differingOrders(now, orders)).length > 0)
    throw new AppError('run.state', 'The order of sources is another by now; take back what changed it since')
  const runId = await queueReorder(db.pool, { orders: before, actor: actor.name, undoes: id })
  if (!runId) throw reordering()
  return runId
}

const others = (): AppError =>
  new AppError('conflict', 'Another order waits for fields of something else; apply it or reject it first')
