import { z } from 'zod'
import { cleanText } from '../../lib/text.ts'

const seats = z.number().int().min(0).max(100_000_000)
const periods = ['month', 'year'] as const

/** Terms as they are answered; null: unknown. */
export const termsAnswer = {
  seats: seats.nullable().describe('How many were bought; null: unknown'),
  pricePerSeat: z.number().nullable().describe('In one period; null: unknown'),
  pricePeriod: z.enum(periods).nullable(),
  currency: z.string().nullable().describe('Its code, such as EUR'),
  renewalDate: z.string().nullable(),
  renewsInDays: z.int().nullable().describe('Days from today; null: unknown, or it is past'),
  ownerId: z.string().nullable().describe('The person who answers for it'),
  ownerName: z.string().nullable(),
  notes: z.string().nullable(),
}

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

/** What is left out stays; null makes it unknown. */
export const TermsEdit = z.strictObject({
  seats: seats.nullable().optional(),
  pricePerSeat: Price.nullable().optional().describe('In one period; it needs its period and its currency'),
  pricePeriod: z.enum(periods).nullable().optional(),
  currency: Currency.nullable().optional(),
  renewalDate: Day.nullable().optional(),
  ownerId: z.string().max(60).nullable().optional().describe('A person'),
  notes: Notes.nullable().optional(),
})
