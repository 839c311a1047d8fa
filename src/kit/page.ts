import { z } from 'zod'
import { invalid } from '../lib/errors.ts'

/** How a list is asked for piece by piece. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('At most so many items'),
  cursor: z.string().max(4000).optional().describe('`next` of the piece before'),
})

/** A piece of a list; `next` asks for the piece after it and is null at the end. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

export interface Page<T> {
  readonly items: T[]
  readonly next: string | null
}

/** The sort key of the last row of a piece, as an opaque text. */
type Key = readonly string[]

/** A key's parts by their types in the database; a cursor that somebody made up is refused here and not there. */
const partPatterns = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  integer: /^\d{1,9}$/,
  bigint: /^\d{1,18}$/,
  text: /^[^\0]*$/,
} as const

/** Where a piece begins: after this key of these parts. Throws `input.invalid` for a cursor that is none of ours. */
export function afterKey(
  cursor: string | undefined,
  parts: readonly (keyof typeof partPatterns)[],
): Key | undefined {
  if (cursor === undefined) return undefined
  const key = readKey(cursor)
  const fits = parts.every((part, at) => partPatterns[part].test(key?.[at] ?? '\0'))
  if (key?.length === parts.length && fits) return key
  throw invalid([
    { field: 'cursor', message: 'is not one of ours; leave it out to start from the beginning' },
  ])
}

/** Makes a piece of rows that were asked for with one more than `limit`, so that it is known whether more follow. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  of: { readonly key: (row: Row) => Key; readonly item: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  const next = last === undefined ? null : Buffer.from(JSON.stringify(of.key(last))).toString('base64url')
  return { items: shown.map(of.item), next }
}

function readKey(cursor: string): Key | undefined {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(key) && key.every((part) => typeof part === 'string') ? key : undefined
  } catch {
    return undefined
  }
}
