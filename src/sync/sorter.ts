import type { Load } from '../connect/manifest.ts'
import { judgeRecord, keptRecord } from '../connect/record.ts'
import { dependsOnTime } from '../lib/condition/condition.ts'
import { isObject, type Json, type JsonObject } from '../lib/value.ts'
import { type Candidate, shortHash } from './candidate.ts'
import { fingerprint, type Recipe } from './recipe.ts'
import type { EarlyOutcome } from './staging.ts'
import type { ListPage } from './stored-pages.ts'

/** A record told from the others: it can be worked with, or it ends here. */
export type Sorted = { readonly candidate: Candidate } | { readonly early: EarlyOutcome }

/** Sorts the records of a run: made once, used for every page. */
export interface Sorter {
  /** Tells records that can be worked with from those that cannot. `earlier` holds ids of earlier pages that came again. */
  sort(page: ListPage, earlier: ReadonlySet<string>): Iterable<Sorted>
  /** Whether the same record can end otherwise on another day, so that even unchanged ones are prepared. */
  readonly dependsOnTime: boolean
}

/** Makes the sorter of a run. */
export function sorter(recipe: Recipe): Sorter {
  const { load, conditions } = recipe
  const print = fingerprint(recipe)
  const candidate = (number: number, id: string, sent: JsonObject): Candidate => {
    const record = keptRecord(sent, load)
    const raw = JSON.stringify(record)
    return { number, id, record, raw, rawHash: shortHash(print + raw) }
  }

  return {
    dependsOnTime: conditions !== undefined && dependsOnTime(conditions),
    *sort(page, earlier) {
      const met = new Set<string>()
      for (const [at, record] of page.records.entries()) {
        const number = page.offset + at
        const judged = judgeRecord(record, load, { page: page.number, position: at + 1 })
        if (!('id' in judged))
          yield { early: { ...badRecord(number, judged), raw: judged.isSound && rawOf(record, load) } }
        else if (earlier.has(judged.id) || met.has(judged.id)) yield { early: repetition(number, judged.id) }
        else if (isObject(record)) yield { candidate: candidate(number, judged.id, record) }
        if ('id' in judged) met.add(judged.id)
      }
    },
  }
}

/** What is kept of a record that cannot be worked with; of one that is too large to look at, nothing. */
function rawOf(record: Json, load: Load): string | undefined {
  const raw = isObject(record) ? JSON.stringify(keptRecord(record, load)) : undefined
  return raw !== undefined && raw.length <= longestRaw ? raw : undefined
}

const longestRaw = 64 * 1024

/** Its id, where it has a good one, counts as seen: the vendor still lists whoever it is. */
function badRecord(
  number: number,
  { problem, label, knownId = '' }: { problem: string; label: string; knownId?: string },
): EarlyOutcome {
  return {
    number,
    vendorId: knownId,
    label,
    kind: 'failed',
    reason: 'record',
    problems: [{ field: 'Record', message: problem }],
  }
}

function repetition(number: number, vendorId: string): EarlyOutcome {
  return { number, vendorId, label: vendorId, kind: 'skipped', reason: 'duplicate', problems: [] }
}
