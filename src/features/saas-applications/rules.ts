import type { z } from 'zod'
import type { TableColumn } from '../../kit/list/export-route.ts'
import { publicId } from '../../lib/ids.ts'
import { presentTerms } from '../terms/rules.ts'
import type { ApplicationAnswer } from './schema.ts'
import type { ApplicationRow, Connectors } from './store.ts'

type Answer = z.input<typeof ApplicationAnswer>

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
    archivedAt: row.archived_at?.toISOString() ?? null,
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
  { key: 'archivedAt', label: 'Archived at', type: 'datetime', cell: ({ archivedAt }) => archivedAt },
  { key: 'id', label: 'Id', cell: ({ id }) => id },
]

/** The driver gives decimals as text. */
export const number = (text: string | null): number | null => (text === null ? null : Number(text))
