import type { z } from 'zod'
import { publicId } from '../../lib/ids.ts'
import type { Binding } from '../../vault/binding.ts'
import type { WebhookAnswer } from './schema.ts'
import type { WebhookRow } from './store.ts'

/** What a webhook's secret belongs to: it opens for nothing else. It signs, and is sent nowhere. */
export const bindingOf = (id: string): Binding => ({ credentialId: id, connector: 'webhook', origins: [] })

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
