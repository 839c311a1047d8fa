import { z } from 'zod'
import { type Right, rights } from '../../kit/rights.ts'

const RightName = z.enum(rights as [Right, ...Right[]])

export const TokenAnswer = z.object({
  id: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  name: z.string(),
  prefix: z.string().describe('How it begins, to recognise it'),
  rights: z.array(RightName),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  lastUsedFrom: z.string().nullable().describe('The address it was last used from'),
  createdAt: z.iso.datetime(),
})

export const NewToken = z.strictObject({
  name: z.string().trim().min(1, 'is missing').max(120),
  rights: z.array(RightName).min(1).max(200).describe('Of those that you and the account have'),
  expiresAt: z.iso.datetime().describe('At most a year from now'),
  accountId: z
    .string()
    .max(60)
    .optional()
    .describe('A service that it is for; your own account when left out'),
})

export const MadeToken = z.object({
  token: TokenAnswer,
  secret: z.string().describe('Shown this once: send it as Authorization: Bearer'),
})
