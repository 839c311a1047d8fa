import type { Generated } from 'kysely'
import type { MadeAt, TimeOrNone } from './columns.ts'

/** One try to deliver a message. */
export interface Attempt {
  readonly at: string
  /** Null: there was no answer. */
  readonly status: number | null
  readonly milliseconds: number
  readonly fault: string | null
  readonly answer: string
}

export interface WebhookTable {
  id: Generated<string>
  name: string
  url: string
  events: string[]
  sealed: Buffer
  fingerprint: string
  previous_sealed: Buffer | null
  previous_until: TimeOrNone
  state: Generated<'active' | 'paused'>
  paused_because: string | null
  failing_since: TimeOrNone
  tried_at: TimeOrNone
  created_at: MadeAt
  updated_at: MadeAt
}

/** Read by raw SQL alone, so only what the query builder has to know of it. */
export interface WebhookDeliveryTable {
  id: Generated<string>
  webhook_id: string
  state: Generated<'waiting' | 'delivered' | 'failed'>
}
