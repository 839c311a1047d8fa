import { sendDue } from '../../src/features/deliveries/jobs.ts'
import { systemClock } from '../../src/lib/clock.ts'
import type { Template } from '../../test/template.ts'
import { type Received, startWebhookReceiver } from '../../test/webhook-receiver.ts'
import { newWorld } from '../../test/world.ts'

/** A Muster with one webhook, and the server that takes its messages. */
export interface WebhookStage {
  /** The secret that verifies messages from now on. */
  rotate(): Promise<string>
  /** Sends a message until it is taken, which it is only at the last of so many tries; answers what came. */
  send(tries?: number): Promise<readonly Received[]>
  /** Takes so many hours off everything that waits for a time. */
  letPass(hours: number): Promise<void>
  close(): Promise<void>
}

/** Hours: a day, and up to a fifth more. */
const longestPause = 29

export async function openWebhookStage(template: Template): Promise<WebhookStage> {
  const receiver = await startWebhookReceiver()
  const world = await newWorld({ template, allow: [receiver.origin] })
  const ctx = { ...world.ctx, clock: systemClock }
  const wanted = { name: 'Stage', url: receiver.url, events: ['run.held'] }
  const { body } = await world.post<{ id: string }>('/api/webhooks', wanted)
  const letPass = async (hours: number) => {
    await ctx.db.pool.query(
      `with d as (update webhook_delivery set due_at = due_at - make_interval(hours => $1))
       update webhook set tried_at = tried_at - make_interval(hours => $1),
              previous_until = previous_until - make_interval(hours => $1)`,
      [hours],
    )
  }
  return {
    letPass,
    rotate: async () => (await world.post<{ secret: string }>(`/api/webhooks/${body.id}/rotate`)).body.secret,
    send: async (tries = 1) => {
      receiver.forget()
      await world.post(`/api/webhooks/${body.id}/test`)
      for (let left = tries; left > 0; left--) {
        receiver.answer(left === 1 ? 204 : 500)
        await sendDue(ctx)
        if (left > 1) await letPass(longestPause)
      }
      return [...receiver.received]
    },
    close: async () => {
      await world.close()
      await receiver.close()
    },
  }
}
