import type { z } from 'zod'
import { publicId } from '../../lib/ids.ts'
import type { DeliveryAnswer } from './schema.ts'
import type { DeliveryRow } from './store.ts'

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
