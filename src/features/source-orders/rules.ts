import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { SourceOrders } from '../../directory/source-order.ts'
import type { Problem } from '../../lib/errors.ts'
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
      integrationName: nameOf({ name }),
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

/** What a source of a field is called. */
const nameOf = ({ name }: Pick<SpeakingSource, 'name'>): string => name ?? 'deleted integration'

const listed = new Intl.ListFormat('en')

/** What is wrong with an order: sources that say nothing of the field, and those that stand in it twice. */
export function orderProblems(wanted: readonly string[], sources: readonly SpeakingSource[]): Problem[] {
  const silent =
    sources.length === 0
      ? 'no integration says anything of this field'
      : `this integration says nothing of the field; leave it out, or name one of ${listed.format(sources.map(nameOf))}`
  return wanted.flatMap((id, at) => {
    const source = sources.find((known) => known.id === id)
    const field = `integrationIds[${at}]`
    if (!source) return [{ field, message: silent }]
    return wanted.indexOf(id) < at
      ? [{ field, message: `"${nameOf(source)}" stands before; name it once` }]
      : []
  })
}

/** What of wanted orders is not there already. */
export const differingOrders = (now: SourceOrders, wanted: SourceOrders): SourceOrders =>
  Object.fromEntries(
    Object.entries(wanted).filter(([key, sources]) => !isDeepStrictEqual(now[key] ?? [], sources)),
  )
