import type { Receipt } from '../../connect/door/post.ts'
import { signatureHeaders } from '../../connect/webhook-signature.ts'
import type { Attempt } from '../../db/webhook-tables.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { unseal } from '../../kit/seal.ts'
import { AppError } from '../../lib/errors.ts'
import type { Secret } from '../../lib/secret.ts'
import { bindingOf } from '../webhooks/rules.ts'
import { pauseWebhook } from '../webhooks/store.ts'
import { messageId, pauseAfter, payloadOf } from './rules.ts'
import { type DueRow, keepAttempt, takeDue } from './store.ts'

/**
 * Sends the message that waits longest, at least once; the worker does it again and again. False when there is none.
 * No transaction is open while the receiver thinks.
 */
export async function sendDue(ctx: Ctx, stopping?: AbortSignal): Promise<boolean> {
  const due = await takeDue(ctx.db)
  if (!due) return false
  const attempt = await trySending(ctx, due, stopping)
  const { status } = attempt
  const isTaken = status !== null && status >= 200 && status < 300
  await keepAttempt(ctx.db, due, { attempt, next: isTaken ? 'delivered' : pauseAfter(due.tries) })
  if (status === gone) await pauseWebhook(ctx.db, due.webhook_id, 'Its receiver answered 410 Gone')
  return true
}

const gone = 410

async function trySending(ctx: Ctx, due: DueRow, stopping: AbortSignal | undefined): Promise<Attempt> {
  const before = performance.now()
  const said = await send(ctx, due, stopping).catch(faultOf)
  const at = new Date(ctx.clock.now()).toISOString()
  return { at, milliseconds: Math.round(performance.now() - before), ...said }
}

async function send(ctx: Ctx, due: DueRow, signal: AbortSignal | undefined) {
  const id = messageId(due)
  const body = JSON.stringify(payloadOf(due))
  const headers = signatureHeaders({ id, body, sentAt: ctx.clock.now() }, secretsOf(ctx, due))
  const { status, excerpt }: Receipt = await ctx.door.post({ url: due.url, headers, body, signal })
  const fault =
    status >= 300 && status < 400 ? 'It redirects, which is not followed: give its last address' : null
  return { status, fault, answer: ctx.redact.clean(excerpt) }
}

function secretsOf(ctx: Ctx, { webhook_id, sealed, previous_sealed }: DueRow): Secret[] {
  return [sealed, ...(previous_sealed ? [previous_sealed] : [])].flatMap((each) =>
    Object.values(unseal(ctx, each, bindingOf(webhook_id))),
  )
}

function faultOf(error: unknown): Pick<Attempt, 'status' | 'fault' | 'answer'> {
  if (!(error instanceof AppError)) throw error
  return { status: null, fault: error.message, answer: '' }
}
