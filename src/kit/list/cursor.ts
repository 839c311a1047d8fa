import { invalid } from '../../lib/errors.ts'

/** The place of a row in a sorted list: the values of its keys. */
type Place = readonly (string | null)[]

/** How texts are sorted: a place in another order is none in this one. */
const order = 'folded'

/** A place as callers carry it from piece to piece; it belongs to one sort. */
export function writeCursor(sort: string, place: Place): string {
  return Buffer.from(JSON.stringify([order, sort, ...place])).toString('base64url')
}

/** The place behind which a piece begins. Throws `input.invalid` for a cursor that is none of ours, or of another sort. */
export function readCursor(cursor: string, sort: string, keys: number): Place {
  const [inOrder, sortedBy, ...place] = parse(cursor)
  if (inOrder === order && place.length === keys && sortedBy === sort) return place
  throw noCursor()
}

export function noCursor() {
  const message = 'is not one of this list in this order; leave it out to start from the beginning'
  return invalid([{ field: 'cursor', message }])
}

function parse(cursor: string): Place {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.every(isPart)) return parts
  } catch {
    // Nobody's, as below.
  }
  throw noCursor()
}

const isPart = (part: unknown): part is string | null =>
  part === null || (typeof part === 'string' && !part.includes('\0'))
