import type { z } from 'zod'
import { newSigningSecret } from '../../connect/webhook-signature.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { seal } from '../../kit/seal.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { bindingOf } from './rules.ts'
import type { NewWebhook, ReplayWish, WebhookEdit } from './schema.ts'
import {
  type DeliveryRow,
  deleteWebhookRow,
  findWebhook,
  insertWebhook,
  makeEvent,
  newId,
  replaceSecret,
  replayDelivery,
  replayRange,
  updateWebhook,
  type WebhookRow,
} from './store.ts'

/** The webhook of a public id. Throws `not.found`. */
export async function getWebhook(ctx: Ctx, id: string): Promise<WebhookRow> {
  const row = await findWebhook(ctx.db, bareId('whk', id))
  if (!row) throw new AppError('not.found', `There is no webhook ${id}`)
  return row
}

/** A webhook, and the secret that verifies its messages: to be shown this once. */
export interface Shown {
  readonly row: WebhookRow
  readonly secret: string
}

/** Makes a webhook; it is told of what happens from now on. Throws `input.invalid`. */
export async function createWebhook(ctx: Ctx, input: z.output<typeof NewWebhook>): Promise<Shown> {
  checkUrl(ctx, input.url)
  const id = await newId(ctx.db)
  const { secret, ...kept } = sealNew(ctx, id)
  await insertWebhook(ctx.db, { id, ...input, ...kept }).catch(nameTaken)
  return { row: await getWebhook(ctx, publicId('whk', id)), secret }
}

/** Keeps a webhook from sending what nobody could verify yet. */
export const pauseSecretless = (ctx: Ctx, { id, name }: WebhookRow): Promise<void> =>
  updateWebhook(ctx.db, id, {
    state: 'paused',
    paused_because: `Nobody has its secret yet: muster webhooks rotate "${name}" shows one, then muster webhooks resume "${name}"`,
  })

function sealNew(ctx: Ctx, id: string) {
  const secret = newSigningSecret().open()
  return { secret, ...seal(ctx, { secret }, bindingOf(id)) }
}

/** Edits a webhook; what is left out stays. */
export async function editWebhook(
  ctx: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof WebhookEdit>,
): Promise<WebhookRow> {
  const row = await getWebhook(ctx, id)
  if (edit.url !== undefined) checkUrl(ctx, edit.url)
  const { name = row.name, url = row.url, events = row.events, state = row.state } = edit
  // Whoever lets it go on gives it another five days.
  const paused_because = state === 'paused' ? (edit.because ?? null) : null
  const standing = edit.state === undefined ? {} : { state, paused_because, failing_since: null }
  await updateWebhook(ctx.db, row.id, { name, url, events, ...standing }).catch(nameTaken)
  return getWebhook(ctx, id)
}

/** Where the door would not go at all; where a name leads is judged when it is called. */
function checkUrl(ctx: Ctx, url: string): void {
  try {
    ctx.door.admit(url)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw invalid([{ field: 'url', message: error.message }])
  }
}

/** Gives a webhook another secret; messages are signed under the one before, too, for 24 hours. */
export async function rotateSecret(ctx: Ctx, id: string): Promise<Shown> {
  const { id: bare } = await getWebhook(ctx, id)
  const { secret, ...kept } = sealNew(ctx, bare)
  await replaceSecret(ctx.db, bare, kept)
  return { row: await getWebhook(ctx, id), secret }
}

/** Forgets a webhook, and what was to be delivered to it. */
export async function deleteWebhook(ctx: Ctx, id: string): Promise<void> {
  if (!(await deleteWebhookRow(ctx.db, bareId('whk', id))))
    throw new AppError('not.found', `There is no webhook ${id}`)
}

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

function nameTaken(error: unknown): never {
  if (!isTaken(error, 'webhook_name')) throw error
  throw invalid([{ field: 'name', message: 'another webhook has this name; choose another' }])
}
