import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { getWebhook } from '../webhooks/actions.ts'
import type { ReplayWish } from './schema.ts'
import { type DeliveryRow, makeEvent, replayDelivery, replayRange } from './store.ts'

/** Sends a webhook a message that tells of nothing. Throws `conflict` where it is paused. */
export async function sendTest(ctx: Ctx, id: string): Promise<DeliveryRow> {
  const row = await getWebhook(ctx, id)
  if (row.state === 'paused') throw new AppError('conflict', `"${row.name}" is paused; let it go on first`)
  const data = { webhookId: id, path: `/api/webhooks/${id}`, actor: ctx.actor.name }
  const made = await makeEvent(ctx.db, row.id, { type: 'webhook.test', data })
  if (!made) throw new AppError('not.found', `There is no webhook ${id}`)
  return made
}

/** Sends again what was sent before, or what was missed: the same messages under the same ids. */
export async function replay(
  ctx: Ctx,
  { id, deliveryId, from, until, all }: { readonly id: string } & z.output<typeof ReplayWish>,
): Promise<number> {
  const row = await getWebhook(ctx, id)
  if (deliveryId === undefined)
    return replayRange(ctx.db, row.id, { from: from ?? row.created_at.toISOString(), until, all })
  if (await replayDelivery(ctx.db, row.id, bareId('dlv', deliveryId))) return 1
  throw new AppError('not.found', `"${row.name}" has no delivery ${deliveryId}`)
}
