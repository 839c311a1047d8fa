import type { z } from 'zod'
import { publicId } from '../../lib/ids.ts'
import type { Binding } from '../../vault/binding.ts'
import type { DeliveryAnswer, WebhookAnswer } from './schema.ts'
import type { DeliveryRow, WebhookRow } from './store.ts'

/** What a webhook's secret belongs to: it opens for nothing else. It signs, and is sent nowhere. */
export const bindingOf = (id: string): Binding => ({ credentialId: id, connector: 'webhook', origins: [] })

const [second, minute, hour] = [1, 60, 3600]
const pauses = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** Seconds until a message is tried again after so many tries, up to a fifth more than usual; null: no more. */
export function pauseAfter(tries: number, random = Math.random): number | null {
  const pause = pauses[tries - 1]
  return pause === undefined ? null : pause * (1 + random() / 5)
}

type Event = Pick<DeliveryRow, 'event_id' | 'type' | 'at' | 'data'>

/** The id of an event's message: the same however often it is sent, so that its receiver can tell. */
export const messageId = ({ event_id }: Pick<Event, 'event_id'>): string => publicId('evt', event_id)

/** What a message says: which type of event, when it happened, and what it is about. */
export const payloadOf = ({ type, at, data }: Event) => ({ type, timestamp: at.toISOString(), data })

export function present(row: WebhookRow, now: number): z.input<typeof WebhookAnswer> {
  return {
    id: publicId('whk', row.id),
    name: row.name,
    url: row.url,
    // Parsed by the same schema when they were saved.
    events: row.events as z.input<typeof WebhookAnswer>['events'],
    state: row.state,
    pausedBecause: row.paused_because,
    failingSince: row.failing_since?.toISOString() ?? null,
    waiting: row.waiting ?? 0,
    fingerprint: row.fingerprint,
    previousUntil:
      row.previous_until && row.previous_until.getTime() > now ? row.previous_until.toISOString() : null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}

export function presentDelivery(row: DeliveryRow): z.input<typeof DeliveryAnswer> {
  return {
    id: publicId('dlv', row.id),
    eventId: messageId(row),
    type: row.type,
    state: row.state,
    tries: row.tries,
    dueAt: row.state === 'waiting' ? row.due_at.toISOString() : null,
    attempts: [...row.attempts],
    happenedAt: row.at.toISOString(),
    payload: { ...payloadOf(row), data: JSON.parse(JSON.stringify(row.data)) },
  }
}
