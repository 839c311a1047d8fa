import type { Erasures } from '../directory/erasure-marks.ts'
import type { Json } from '../lib/value.ts'
import type { Candidate } from './candidate.ts'
import type { Row } from './mapper.ts'

/** Somebody who was erased may be at another vendor, too, or get another id. */
export function isErased(erasures: Erasures, { row, keys }: Pick<Row, 'row' | 'keys'>): boolean {
  const email = row.email ?? keys?.email
  return typeof email === 'string' && erasures.hasEmail(email)
}

/** A device that somebody owned who was erased. */
export function isOfErased(erasures: Erasures, { row: { owner } }: Row): boolean {
  return typeof owner === 'string' && erasures.hasOwner(owner)
}

/** What belonged to somebody who was erased is nobody's. */
export const withoutOwner = (mapped: Row): Row => ({ ...mapped, row: { ...mapped.row, owner: null } })

/** What was sent is kept of a record that fails, but not where it names somebody who was erased. */
export function withoutErased(candidate: Candidate, erasures: Erasures | undefined): Candidate {
  const isNamed = (value: Json): boolean =>
    typeof value === 'string'
      ? erasures?.hasOwner(value) === true
      : typeof value === 'object' && value !== null && Object.values(value).some(isNamed)
  return erasures && isNamed(candidate.record) ? { ...candidate, raw: '' } : candidate
}
