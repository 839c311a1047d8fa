import type { Load } from '../connect/manifest.ts'
import type { Erasures } from '../directory/erase/marks.ts'
import type { Json } from '../lib/value.ts'
import type { Candidate } from './candidate.ts'
import { describer } from './mapping/facts.ts'
import type { Row } from './mapping/mapper.ts'

/** Somebody who was erased may be at another vendor, too, or get another id. */
export function isErased(erasures: Erasures, { row, keys }: Pick<Row, 'row' | 'keys'>): boolean {
  const said = [row.email, keys?.email, row.username, keys?.username]
  return said.some((name) => typeof name === 'string' && erasures.hasEmail(name))
}

/** Makes the test of whether a record is of somebody who was erased, by its id and by what the vendor calls its address. */
export function erasedTest(
  erasures: Erasures,
  load: Load,
): (record: Pick<Candidate, 'id' | 'record'>) => boolean {
  const addressesIn = addressReader(load)
  return ({ id, record }) => erasures.hasRecord(id) || addressesIn(record).some(erasures.hasEmail)
}

/**
 * Makes the function that reads what a vendor calls the e-mail address of whoever a record is of: somebody who was erased
 * is known by it even where no mapping takes it.
 */
export function addressReader(load: Load): (record: Json) => readonly string[] {
  const key = load.of === 'users' ? load.suggest.email : undefined
  const describe = describer(load, { origin: nowhere, fields: key === undefined ? [] : [key] })
  return (record) => Object.values(describe(record).fields).filter((value) => typeof value === 'string')
}

const nowhere = { syncTime: '', credentials: '', integration: '', run: '' }

/** A device that somebody owned who was erased. */
export function isOfErased(erasures: Erasures, { row: { owner } }: Row): boolean {
  return typeof owner === 'string' && erasures.hasOwner(owner)
}

/** What belonged to somebody who was erased is nobody's. */
export const withoutOwner = (mapped: Row): Row => ({ ...mapped, row: { ...mapped.row, owner: null } })

/** What was sent is kept of a record that fails, but not where it names somebody who was erased. */
export const withoutErased = (candidate: Candidate, erasures: Erasures | undefined): Candidate =>
  erasures && namesErased(erasures, candidate.record) ? { ...candidate, raw: '' } : candidate

/** Whether somebody who was erased stands anywhere in what a vendor sent. */
export const namesErased = (erasures: Erasures, value: Json): boolean =>
  typeof value === 'string'
    ? erasures.hasOwner(value)
    : typeof value === 'object' &&
      value !== null &&
      Object.values(value).some((part) => namesErased(erasures, part))
