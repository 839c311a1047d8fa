import type { z } from 'zod'
import { newSigningSecret } from '../../connect/webhook-signature.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { seal } from '../../kit/seal.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { bindingOf } from './rules.ts'
import type { NewWebhook, WebhookEdit } from './schema.ts'
import {
  deleteWebhookRow,
  findWebhook,
  insertWebhook,
  newId,
  replaceSecret,
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

function nameTaken(error: unknown): never {
  if (!isTaken(error, 'webhook_name')) throw error
  throw invalid([{ field: 'name', message: 'another webhook has this name; choose another' }])
}
