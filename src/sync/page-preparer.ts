import type { Clock } from '../lib/clock.ts'
import type { Candidate } from './candidate.ts'
import { type CopiedRows, rowCopier } from './copied-rows.ts'
import { preparer } from './preparer.ts'
import type { Recipe } from './recipe.ts'
import type { EarlyOutcome } from './staging.ts'

/** A record to take through facts, conditions and mapping. */
export interface Wanted extends Candidate {
  /** Otherwise it is only asked whether it still takes part. */
  readonly isChanged: boolean
}

/** What became of a page's records. */
export interface PreparedPage {
  readonly staged: CopiedRows
  readonly dropped: readonly EarlyOutcome[]
}

/** Takes one page's records, one after the other. */
export interface PageInWork {
  add(wanted: Wanted): void
  end(): PreparedPage
}

/** Makes what prepares pages. Throws `input.invalid` when mapping or conditions do not fit the load any more. */
export function pagePreparer(recipe: Recipe, runId: string, clock: Pick<Clock, 'now'>): () => PageInWork {
  const prepare = preparer(recipe, runId, clock)
  return () => {
    const dropped: EarlyOutcome[] = []
    const copier = rowCopier(runId)
    return {
      add(wanted) {
        const prepared = prepare(wanted)
        if ('early' in prepared) dropped.push(prepared.early)
        else if (wanted.isChanged) copier.add(prepared.staged)
      },
      end: () => ({ staged: copier.end(), dropped }),
    }
  }
}
