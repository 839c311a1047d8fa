import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { SourceOrders } from '../../directory/source-order.ts'
import { publicId } from '../../lib/ids.ts'
import type { SourceOrderAnswer } from './schema.ts'
import type { SpeakingSource, WaitingOrders } from './store.ts'

/** In which order sources speak of a field, and which other order is proposed. */
export interface FieldOrder {
  readonly field: string
  readonly isUsual: boolean
  readonly sources: readonly SpeakingSource[]
  readonly waiting: WaitingOrders | undefined
}

export function presentOrder({
  field,
  isUsual,
  sources,
  waiting,
}: FieldOrder): z.input<typeof SourceOrderAnswer> {
  const proposed = waiting?.orders[field]
  return {
    field,
    isUsual,
    sources: sources.map(({ id, name, launched_at, writes }) => ({
      integrationId: publicId('int', id),
      integrationName: name ?? 'deleted integration',
      launchedAt: launched_at.toISOString(),
      writes,
    })),
    proposal:
      waiting && proposed
        ? {
            runId: publicId('run', waiting.id),
            by: waiting.actor,
            integrationIds: proposed.map((id) => publicId('int', id)),
          }
        : null,
  }
}

/** What of wanted orders is not there already. */
export const differingOrders = (now: SourceOrders, wanted: SourceOrders): SourceOrders =>
  Object.fromEntries(
    Object.entries(wanted).filter(([key, sources]) => !isDeepStrictEqual(now[key] ?? [], sources)),
  )
