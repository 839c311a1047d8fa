import type { Json } from '../lib/value.ts'
import { at, type Call, withQuery } from './call.ts'
import type { Page, PageWish } from './types.ts'

/** An address that is told of what happens here. */
export interface Webhook {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
  readonly state: 'active' | 'paused'
  readonly pausedBecause: string | null
  /** Since when no message was taken; null: the last one was. */
  readonly failingSince: string | null
  readonly waiting: number
  readonly fingerprint: string
  /** Until when messages are signed under the secret before, too. */
  readonly previousUntil: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** The answer of making one and of a rotation: the only ones with the secret. */
export interface WebhookWithSecret extends Webhook {
  readonly secret: string
}

export interface NewWebhook {
  readonly name: string
  readonly url: string
  readonly events: readonly string[]
}

/** What changes of a webhook; what is left out stays. */
export type WebhookPatch = Partial<NewWebhook & Pick<Webhook, 'state'> & { readonly because: string }>

/** A message to one webhook, and every try to deliver it. */
export interface Delivery {
  readonly id: string
  readonly eventId: string
  readonly type: string
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly tries: number
  readonly dueAt: string | null
  readonly attempts: readonly {
    readonly at: string
    readonly status: number | null
    readonly milliseconds: number
    readonly fault: string | null
    readonly answer: string
  }[]
  readonly happenedAt: string
  readonly payload: Readonly<Record<string, Json>>
}

/** Which messages are sent again: one, or those of a time that were given up or missed. */
export type Replay =
  | { readonly deliveryId: string }
  | { readonly from: string; readonly until?: string; readonly all?: boolean }

/** The calls about webhooks and what was sent to them. */
export function webhookCalls(call: Call) {
  const root = '/api/webhooks'
  return {
    list: (wish: PageWish = {}) => call<Page<Webhook>>('GET', withQuery(root, wish)),
    create: (webhook: NewWebhook) => call<WebhookWithSecret>('POST', root, webhook),
    get: (id: string) => call<Webhook>('GET', at(root, id)),
    update: (id: string, patch: WebhookPatch) => call<Webhook>('PATCH', at(root, id), patch),
    remove: (id: string) => call<void>('DELETE', at(root, id)),
    rotate: (id: string) => call<WebhookWithSecret>('POST', at(root, id, 'rotate')),
    test: (id: string) => call<Delivery>('POST', at(root, id, 'test')),
    deliveries: (id: string, wish: PageWish & { readonly filter?: string | undefined } = {}) =>
      call<Page<Delivery>>('GET', withQuery(at(root, id, 'deliveries'), wish)),
    replay: (id: string, what: Replay) =>
      call<{ readonly messages: number }>('POST', at(root, id, 'replay'), what),
  }
}
