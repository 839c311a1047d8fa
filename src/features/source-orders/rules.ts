import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { SourceOrders } from '../../directory/source-order.ts'
import { invalid, type Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { identity, type Step, type Wanted } from '../configuration-steps/rules.ts'
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

/** What orders of sources can name: ids of fields, and of integrations by their names in lower case. */
interface Nameable {
  readonly fields: ReadonlySet<string>
  readonly integrations: ReadonlyMap<string, string>
}

/** The orders of sources that steps want. Throws `input.invalid` at the place of what is not there. */
export function ordersWanted(
  steps: readonly Step[],
  { orders }: Pick<Wanted, 'orders'>,
  { fields, integrations: ids }: Nameable,
): SourceOrders {
  const problems: Problem[] = []
  for (const { noun, name, at } of steps)
    if (noun === 'orders' && !fields.has(name))
      problems.push({ field: `orders.${at}.field`, message: `there is no field "${name}"` })
  const idOf = (name: string, field: string): string => {
    const id = ids.get(identity(name))
    if (id === undefined) problems.push({ field, message: `there is no integration "${name}"` })
    return id ?? ''
  }
  const wanted = steps
    .filter(({ noun }) => noun === 'orders')
    .map(({ name, at }) => [
      name,
      (orders[at]?.sources ?? []).map((source, place) => idOf(source, `orders.${at}.sources.${place}`)),
    ])
  if (problems.length > 0) throw invalid(problems)
  return Object.fromEntries(wanted)
}
