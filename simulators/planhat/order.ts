import { shuffle } from './draw.ts'
import type { Json } from './json.ts'
import type { Knobs } from './knobs.ts'
import { isHere, type Roster, userAt } from './roster.ts'

/** How a list is to be ordered; without a property it is the vendor's natural order. */
export interface Order {
  readonly property: string | undefined
  readonly descending: boolean
}

/** The listed users' indices in the order asked for. Sorted orders are kept until somebody changes. */
export function orderOf(roster: Roster, knobs: Knobs, { property, descending }: Order): ArrayLike<number> {
  const key = `${knobs.removedRows} ${descending ? '-' : ''}${property ?? ''}`
  const kept = roster.orders.get(key)
  if (kept?.version === roster.version) return kept.indices
  const listed = listedIndices(roster, knobs)
  const indices = property === undefined ? listed : sorted(roster, listed, property, descending)
  roster.orders.set(key, { version: roster.version, indices })
  return indices
}

/** The natural order for a client that asks for none: by insertion, or shuffled anew each turn. */
export function naturalOrder(roster: Roster, knobs: Knobs, turn: number): ArrayLike<number> {
  const listed = orderOf(roster, knobs, { property: undefined, descending: false })
  return knobs.naturalOrder === 'insertion' ? listed : shuffle(listed, roster.print.seed, turn)
}

function listedIndices(roster: Roster, knobs: Knobs): Uint32Array {
  const listed = new Uint32Array(roster.made)
  let count = 0
  for (let index = 0; index < roster.made; index++) {
    if (!isHere(roster, index)) continue
    if (knobs.removedRows === 'exclude' && userAt(roster, index).removed === true) continue
    listed[count++] = index
  }
  return listed.subarray(0, count)
}

function sorted(
  roster: Roster,
  listed: Uint32Array,
  property: string,
  descending: boolean,
): ArrayLike<number> {
  const generatedOnly = roster.given.length === 0 && roster.handed.size === 0
  // Ids of generated users ascend with their index: a million of them need no comparing.
  if (property === '_id' && generatedOnly) return descending ? listed.toReversed() : listed
  const keys = new Map<number, Json | undefined>()
  for (const index of listed) keys.set(index, userAt(roster, index)[property])
  return listed.toSorted((a, b) => compare(keys.get(a), keys.get(b), descending) || a - b)
}

// Missing values come last, whichever way the rest is sorted.
function compare(a: Json | undefined, b: Json | undefined, descending: boolean): number {
  const missingA = a === undefined || a === null
  const missingB = b === undefined || b === null
  if (missingA || missingB) return Number(missingA) - Number(missingB)
  const way = descending ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return way * (a - b)
  const [textA, textB] = [String(a), String(b)]
  return way * (textA < textB ? -1 : textA > textB ? 1 : 0)
}
