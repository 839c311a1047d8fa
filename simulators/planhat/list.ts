import type { Knobs } from './knobs.ts'
import { naturalOrder, orderOf } from './order.ts'
import { allProperties, listProjection } from './projection.ts'
import type { ListQuery } from './query.ts'
import { indicesWith, type Roster } from './roster.ts'
import { patchRow, type Row, type RowCache, rowOf, rowReader, textOf } from './row-cache.ts'

/** A place in the list where the row before is served once more, perhaps with other content. */
export interface Echo {
  readonly place: number
  readonly changed: boolean
}

/** What a list is read from. */
export interface Source {
  readonly roster: Roster
  readonly rows: RowCache
  readonly knobs: Knobs
  /** Ascending by place. */
  readonly echoes: readonly Echo[]
}

/** The rows of one page. `turn` is the number of the request, for shuffled orders. */
export function readPage(source: Source, query: ListQuery, turn: number): readonly Row[] {
  const { roster, rows, knobs, echoes } = source
  const indices = indicesOf(source, query, turn)
  const row = rowReader(rows, roster, knobs, listProjection(query.select, knobs))
  const end = Math.min(query.offset + query.limit, indices.length + echoes.length)
  const page: Row[] = []
  let repeated = echoes.filter(({ place }) => place < query.offset).length
  for (let place = query.offset; place < end; place++) {
    const echo = echoes[repeated]?.place === place ? echoes[repeated++] : undefined
    const found = row(indices[place - repeated] ?? 0)
    page.push(echo?.changed ? rowOf(patchRow(textOf(found), { lastName: 'Echo' })) : found)
  }
  return page
}

/** How many rows the list has from offset 0 to its end. */
export function listLength(source: Source, query: ListQuery): number {
  return indicesOf(source, query, 0).length + source.echoes.length
}

function indicesOf(source: Source, query: ListQuery, turn: number): ArrayLike<number> {
  const { roster, knobs } = source
  if (query.email !== undefined) return indicesWith(roster, 'email', query.email)
  if (query.shuffled) return naturalOrder(roster, { ...knobs, naturalOrder: 'shuffled-per-request' }, turn)
  const known = query.property !== undefined && isProperty(roster, query.property)
  return known ? orderOf(roster, knobs, query) : naturalOrder(roster, knobs, turn)
}

// Sorting by a property that users cannot have gives the natural order.
function isProperty(roster: Roster, name: string): boolean {
  return allProperties.includes(name) || roster.given.some((user) => Object.hasOwn(user, name))
}
