import { z } from 'zod'
import { asOfQuery } from '../../kit/list/as-of.ts'
import { termsAnswer } from '../terms/schema.ts'

const users = z.number().int()

export const ApplicationAnswer = z.object({
  id: z.string(),
  vendor: z.string(),
  instance: z.string(),
  name: z.string().describe('Of the connector, or the vendor where no connector is left'),
  users: users.describe('Those that the vendor still has'),
  active: users,
  inactive: users,
  untold: users.describe('Those of whom the vendor does not say whether they are active'),
  unmatched: users.describe('Of nobody we know, and nobody said that they need no person'),
  gone: users.describe('Those that the vendor no longer has'),
  ...termsAnswer,
  archivedAt: z.iso.datetime().nullable(),
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
      'What the inactive accounts cost in a month, in the currency of the price, at the price of a seat each; of a price ' +
        'for a year, a twelfth. null: unknown, because the price is, or the vendor says of nobody whether they are active, or your role does not see every account',
    ),
})

export const CostsAnswer = z.object({
  items: z
    .array(
      z.object({
        currency: z.string(),
        applications: z.int().describe('Whose cost of inactive accounts is known in it'),
        inactiveCost: z.number().describe('Of all of them, in a month'),
      }),
    )
    .describe('By currency: amounts in two are never added'),
})

export const ApplicationsQuery = z.object({
  archived: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .describe('Archived applications instead of the others'),

  search: z.string().trim().max(200).optional().describe('Part of the name, the vendor or the instance'),
  ...asOfQuery,
})
