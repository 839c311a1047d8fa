import { countOf } from '../../ui/numbers.ts'
import type { ListSpec } from './list-spec.ts'
import type { ListWords } from './words.ts'

/** Which rows of a list are chosen: these, or all that it has but these. */
export interface Chosen {
  readonly isAll: boolean
  readonly ids: ReadonlySet<string>
}

export const nobody: Chosen = { isAll: false, ids: new Set() }
export const everybody: Chosen = { isAll: true, ids: new Set() }

export const isChosen = ({ isAll, ids }: Chosen, id: string): boolean => ids.has(id) !== isAll

/** Rows chosen, or chosen no more, with the others as they were. */
export function choose(chosen: Chosen, ids: readonly string[], isWanted: boolean): Chosen {
  const named = new Set(chosen.ids)
  for (const id of ids) {
    if (isWanted === chosen.isAll) named.delete(id)
    else named.add(id)
  }
  return { isAll: chosen.isAll, ids: named }
}

/** How many are chosen, where it is known how many there are. */
export const countChosen = ({ isAll, ids }: Chosen, total: number | undefined): number | undefined =>
  isAll ? (total === undefined ? undefined : Math.max(0, total - ids.size)) : ids.size

/** What is chosen of a list that is asked this. */
export interface Picked {
  readonly chosen: Chosen
  readonly words: ListWords
  /** How many these are, as in "12 people". */
  readonly counted: string
}

/** How many are chosen, with their noun. */
export function countedOf(
  many: number | undefined,
  spec: Pick<ListSpec<{ readonly id: string }>, 'noun' | 'many'>,
): string {
  return many === undefined ? `all ${spec.many} that fit` : countOf(many, spec.noun, spec.many)
}

/** The ids from one row to another, both included; of one that is not there, only the other. */
export function range(rows: readonly { readonly id: string }[], from: string | undefined, to: string) {
  const ids = rows.map(({ id }) => id)
  const [start, end] = [ids.indexOf(from ?? to), ids.indexOf(to)]
  if (start < 0 || end < 0) return [to]
  return ids.slice(Math.min(start, end), Math.max(start, end) + 1)
}
