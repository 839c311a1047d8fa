import type { z } from 'zod'
import type { Connector } from '../../connect/manifest.ts'
import type { Terms } from '../../directory/terms.ts'
import type { Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { ApplicationAnswer, ApplicationEdit } from './schema.ts'
import type { ApplicationRow } from './store.ts'

type Answer = z.input<typeof ApplicationAnswer>
type Known = Omit<z.output<typeof ApplicationEdit>, 'ownerId'>

/** Terms with what an edit says of them; the owner is not looked up here. */
export function edited(before: Terms, edit: Known): Terms {
  const { seats, pricePerSeat, pricePeriod, currency, renewalDate, notes } = edit
  return {
    seats: said(seats, before.seats),
    seat_price: said(pricePerSeat, before.seat_price),
    price_period: said(pricePeriod, before.price_period),
    currency: said(currency, before.currency),
    renewal_date: said(renewalDate, before.renewal_date),
    owner_id: before.owner_id,
    notes: said(notes, before.notes),
  }
}

const said = <T>(now: T | undefined, before: T): T => (now === undefined ? before : now)

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

type Connectors = ReadonlyMap<string, Pick<Connector, 'name'>>

/** What an application is called: by the name of its connector, where there is one. */
export const nameOf = (connectors: Connectors, { vendor }: Pick<ApplicationRow, 'vendor'>): string =>
  connectors.get(vendor)?.name ?? vendor

export function present(row: ApplicationRow, connectors: Connectors): Answer {
  const { id, vendor, instance, users, active, inactive, untold, unmatched, gone } = row
  return {
    id: publicId('app', id),
    vendor,
    instance,
    name: nameOf(connectors, row),
    ...{ users, active, inactive, untold, unmatched, gone },
    ...presentTerms({ ...row, seat_price: number(row.seat_price) }),
    ownerName: row.owner_name,
    unusedSeats: row.unused_seats,
    inactiveCost: number(row.inactive_cost),
  }
}

/** The driver gives decimals as text. */
export const number = (text: string | null): number | null => (text === null ? null : Number(text))
