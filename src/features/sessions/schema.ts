import { z } from 'zod'
import { type Right, rights } from '../../kit/rights.ts'
import { Password } from '../accounts/schema.ts'

const time = z.iso.datetime()
const Code = z.string().trim().min(1).max(40).describe('Of the authenticator app, or a recovery code')

export const SignIn = z.strictObject({
  email: z.string().trim().min(1).max(254),
  password: Password.min(1),
  code: Code.optional(),
})

export const Confirm = z.strictObject({ password: Password.min(1).optional(), code: Code.optional() })

export const Proofs = z.object({
  password: z.boolean(),
  code: z.boolean().describe('Of an authenticator app; it is enough by itself'),
  providers: z
    .array(z.object({ id: z.string(), label: z.string() }))
    .describe('Identity providers that the account came from: GET /api/oidc/{id}/start?again=true'),
})

export const SessionAnswer = z.object({
  account: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    kind: z.enum(['person', 'service']),
  }),
  role: z.object({ key: z.string(), label: z.string() }),
  rights: z.array(z.enum(rights as [Right, ...Right[]])),
  seesEverybody: z.boolean(),
  hiddenFields: z.array(z.string()),
  personId: z.string().nullable(),
  confirmedAt: time.describe('When a password or another proof was given last; good for five minutes'),
  expiresAt: time,
  totp: z.boolean(),
})

export const OpenSession = z.object({
  id: z.string(),
  current: z.boolean(),
  address: z.string(),
  userAgent: z.string().describe('The browser, as it calls itself'),
  createdAt: time,
  lastUsedAt: time,
  expiresAt: time,
})
