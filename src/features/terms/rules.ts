import type { z } from 'zod'
import type { Terms } from '../../directory/terms.ts'
import type { Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { TermsEdit } from './schema.ts'

/** What the columns of terms are called in the API. */
export const termNames = {
  seats: 'seats',
  seat_price: 'pricePerSeat',
  price_period: 'pricePeriod',
  currency: 'currency',
  renewal_date: 'renewalDate',
  owner_id: 'ownerId',
  notes: 'notes',
} as const satisfies Record<keyof Terms, keyof z.output<typeof TermsEdit>>

/** What an edit says, by the columns of terms; the owner is a bare id, or left out. */
export function saidTerms(
  { ownerId: _, ...edit }: z.output<typeof TermsEdit>,
  owner: string | null | undefined,
): Partial<Terms> {
  const { seats, pricePerSeat, pricePeriod, currency, renewalDate, notes } = edit
  const said = {
    seats,
    seat_price: pricePerSeat,
    price_period: pricePeriod,
    currency,
    renewal_date: renewalDate,
    owner_id: owner,
    notes,
  }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

/** A price alone says nothing: nobody could tell what anything costs. */
export function termProblems({ seat_price, price_period, currency }: Terms): Problem[] {
  if (seat_price === null) return []
  const missing = { pricePeriod: price_period, currency }
  return Object.entries(missing).flatMap(([field, value]) =>
    value === null ? [{ field, message: 'is missing: a price needs it' }] : [],
  )
}

/** What of the terms is edited, by the names of the API. */
export const presentTerms = (terms: Terms) => ({
  seats: terms.seats,
  pricePerSeat: terms.seat_price,
  pricePeriod: terms.price_period,
  currency: terms.currency,
  renewalDate: terms.renewal_date,
  ownerId: terms.owner_id && publicId('per', terms.owner_id),
  notes: terms.notes,
})
