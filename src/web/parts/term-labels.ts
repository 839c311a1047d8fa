import type { ApplicationPatch } from '../../client/person.ts'

/** What terms are called, wherever they are shown. */
export const termLabels = {
  seats: 'Seats bought',
  pricePerSeat: 'Price of a seat',
  pricePeriod: 'Price period',
  currency: 'Currency',
  renewalDate: 'Renews on',
  ownerId: 'Owner',
  notes: 'Notes',
} as const satisfies Readonly<Record<keyof ApplicationPatch, string>>
