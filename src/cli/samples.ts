import type { Client } from '../client/client.ts'
import type { OutcomeKind, Run } from '../client/run.ts'
import { countIn } from './text/ledger.ts'
import type { Sample } from './text/plan-text.ts'

/** How many outcomes of a kind stand for all, so that a plan stays readable. */
const shown: Readonly<Record<OutcomeKind, number>> = {
  created: 10,
  updated: 20,
  archived: 10,
  restored: 10,
  skipped: 10,
  failed: 10,
  held: 10,
  gone: 10,
}
// In the order in which a person wants to know.
const kinds = ['created', 'updated', 'archived', 'restored', 'gone', 'skipped', 'failed', 'held'] as const

/** The outcomes that a plan or report shows of a run. */
export function readSamples(client: Client, run: Run): Promise<readonly Sample[]> {
  const present = kinds.filter((kind) => countIn(run, kind) > 0)
  return Promise.all(
    present.map(async (kind) => {
      const { items } = await client.runs.outcomes(run.id, { kind, limit: shown[kind] })
      return { kind, items }
    }),
  )
}
