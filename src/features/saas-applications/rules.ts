import type { z } from 'zod'
import type { Terms } from '../../directory/terms.ts'
import type { TableColumn } from '../../kit/list/export-route.ts'
import type { Problem } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { ApplicationAnswer, ApplicationEdit } from './schema.ts'
import type { ApplicationRow, Connectors } from './store.ts'

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

/** What an application is called: by the name of its connector, where there is one. */
export const nameOf = (connectors: Connectors, { vendor }: Pick<ApplicationRow, 'vendor'>): string =>
  connectors.get(vendor)?.name ?? vendor

export function present(row: ApplicationRow): Answer {
  const { id, name, vendor, instance, users, active, inactive, untold, unmatched, gone } = row
  return {
    id: publicId('app', id),
    vendor,
    instance,
    name,
    ...{ users, active, inactive, untold, unmatched, gone },
    ...presentTerms({ ...row, seat_price: number(row.seat_price) }),
    ownerName: row.owner_name,
    unusedSeats: row.unused_seats,
    inactiveCost: number(row.inactive_cost),
    renewsInDays: row.renews_in_days,
  }
}

/** Applications as a table. */
export const applicationTable: readonly TableColumn<Answer>[] = [
  { key: 'name', label: 'Application', cell: ({ name }) => name },
  { key: 'instance', label: 'Instance', cell: ({ instance }) => instance },
  { key: 'vendor', label: 'Vendor', cell: ({ vendor }) => vendor },
  { key: 'users', label: 'SaaS users', cell: ({ users }) => users },
  { key: 'active', label: 'Active', cell: ({ active }) => active },
  { key: 'inactive', label: 'Inactive', cell: ({ inactive }) => inactive },
  { key: 'untold', label: 'Not told', cell: ({ untold }) => untold },
  { key: 'unmatched', label: 'Without a person', cell: ({ unmatched }) => unmatched },
  { key: 'gone', label: 'Gone', cell: ({ gone }) => gone },
  { key: 'seats', label: 'Seats', cell: ({ seats }) => seats },
  { key: 'unusedSeats', label: 'Unused seats', cell: ({ unusedSeats }) => unusedSeats },
  { key: 'pricePerSeat', label: 'Price per seat', cell: ({ pricePerSeat }) => pricePerSeat },
  { key: 'pricePeriod', label: 'Price period', cell: ({ pricePeriod }) => pricePeriod },
  { key: 'currency', label: 'Currency', cell: ({ currency }) => currency },
  { key: 'inactiveCost', label: 'Cost of inactive', cell: ({ inactiveCost }) => inactiveCost },
  { key: 'renewalDate', label: 'Renews', type: 'date', cell: ({ renewalDate }) => renewalDate },
  { key: 'renewsInDays', label: 'Days until it renews', cell: ({ renewsInDays }) => renewsInDays },
  { key: 'ownerName', label: 'Owner', cell: ({ ownerName }) => ownerName },
  { key: 'ownerId', label: 'Owner id', cell: ({ ownerId }) => ownerId },
  { key: 'notes', label: 'Notes', cell: ({ notes }) => notes },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

/** The driver gives decimals as text. */
export const number = (text: string | null): number | null => (text === null ? null : Number(text))
