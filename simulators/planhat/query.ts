import type { Knobs } from './knobs.ts'
import type { Order } from './order.ts'

/** What a list request asks for, after the vendor's rules for odd values. */
export interface ListQuery extends Order {
  readonly limit: number
  readonly offset: number
  readonly select: readonly string[] | undefined
  readonly email: string | undefined
  /** Set by a fault: whatever sort was asked for, each request gets another order. */
  readonly shuffled?: boolean
}

/** The number of rows a model gives when none is asked for, and the most it gives. */
export interface Limits {
  readonly standard: number
  readonly most: number
}

/** The limits of `/users`, from the vendor's page on users. */
export const userLimits: Limits = { standard: 10_000, most: 10_000 }

/** Reads the query of a list; parameters nobody knows are ignored. A `RangeError` means status 400. */
export function readListQuery(query: URLSearchParams, knobs: Knobs, limits: Limits): ListQuery {
  const sort = query.get('sort') ?? ''
  const descending = sort.startsWith('-')
  const property = descending ? sort.slice(1) : sort
  return {
    limit: readLimit(query.get('limit'), knobs, limits),
    offset: whole(query.get('offset')) ?? 0,
    property: property === '' ? undefined : property,
    descending,
    select: readSelect(query.get('select')),
    email: query.get('email') ?? undefined,
  }
}

function readLimit(text: string | null, knobs: Knobs, { standard, most }: Limits): number {
  if (text === null) return standard
  const asked = whole(text)
  if (asked === undefined || asked === 0) {
    if (knobs.badLimit === '400') throw new RangeError('limit is not a positive number')
    return standard
  }
  if (asked <= most) return knobs.overMax === 'cap2000' ? Math.min(asked, 2000) : asked
  if (knobs.overMax === '400') throw new RangeError(`limit is more than ${most}`)
  return knobs.overMax === 'cap2000' ? Math.min(2000, most) : most
}

function readSelect(text: string | null): readonly string[] | undefined {
  const paths = (text ?? '').split(',').map((path) => path.trim())
  const named = paths.filter((path) => path !== '')
  return named.length === 0 ? undefined : named
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
