import { z } from 'zod'
import { asOfQuery } from '../../kit/list/as-of.ts'
import { cleanText } from '../../lib/text.ts'

const users = z.number().int()
const seats = z.number().int().min(0).max(100_000_000)
const periods = ['month', 'year'] as const

export const ApplicationAnswer = z.object({
  id: z.string(),
  vendor: z.string(),
  instance: z.string(),
  name: z.string().describe('Of the connector, or the vendor where no connector is left'),
  users: users.describe('Those that the vendor still has'),
  active: users,
  inactive: users,
  untold: users.describe('Those of whom the vendor does not say whether they are active'),
  unmatched: users.describe('Of nobody we know'),
  gone: users.describe('Those that the vendor no longer has'),
  seats: seats.nullable().describe('How many were bought; null: unknown'),
  pricePerSeat: z.number().nullable().describe('In one period; null: unknown'),
  pricePeriod: z.enum(periods).nullable(),
  currency: z.string().nullable().describe('Its code, such as EUR'),
  renewalDate: z.string().nullable(),
  renewsInDays: z.int().nullable().describe('Days from today; null: unknown, or it is past'),
  ownerId: z.string().nullable().describe('The person who answers for it'),
  ownerName: z.string().nullable(),
  notes: z.string().nullable(),
  unusedSeats: z
    .number()
    .int()
    .nullable()
    .describe(
      'Seats beyond the active accounts; below 0, more are active than were bought. null: unknown, because the seats ' +
        'are, or the vendor says of nobody whether they are active, or your role does not see every account',
    ),
  inactiveCost: z
    .number()
    .nullable()
    .describe(
      'What the inactive accounts cost in one period, at the price of a seat each. null: unknown, because the price ' +
        'is, or the vendor says of nobody whether they are active, or your role does not see every account',
    ),
})

const currencies = new Set(Intl.supportedValuesOf('currency'))

const Price = z
  .number()
  .min(0)
  .max(1_000_000)
  .refine((price) => Number(price.toFixed(4)) === price, 'must have at most 4 digits behind the point')

const Currency = z
  .string()
  .trim()
  .toUpperCase()
  .refine((code) => currencies.has(code), 'must be the code of a currency, such as EUR')

const Day = z.iso.date().refine((day) => day >= '1970-01-01', 'must be 1970-01-01 or later')

const Notes = z
  .string()
  .max(4000)
  .transform((text) => cleanText(text) || null)

export const ApplicationsQuery = z.object({
  search: z.string().trim().max(200).optional().describe('Part of the name, the vendor or the instance'),
  ...asOfQuery,
})

/** What is left out stays; null makes it unknown. */
export const ApplicationEdit = z.strictObject({
  seats: seats.nullable().optional(),
  pricePerSeat: Price.nullable().optional().describe('In one period; it needs its period and its currency'),
  pricePeriod: z.enum(periods).nullable().optional(),
  currency: Currency.nullable().optional(),
  renewalDate: Day.nullable().optional(),
  ownerId: z.string().max(60).nullable().optional().describe('A person'),
  notes: Notes.nullable().optional(),
})
