import { z } from 'zod'
import { type FaultCode, faults } from '../../lib/errors.ts'

const Name = z.string().trim().min(1, 'is missing').max(120)
const ExpiresOn = z.iso
  .date('must be a day such as 2027-01-31')
  .nullable()
  .optional()
  .describe('The last day on which it opens the vendor; null: none is known')
const Settings = z.record(z.string().min(1).max(60), z.string().max(8192))

export const NewCredential = z.strictObject({
  connector: z.string().min(1).max(60),
  name: Name,
  settings: Settings.describe('By the keys that the connector lists'),
  expiresOn: ExpiresOn,
})

export const CredentialEdit = z.strictObject({
  name: Name.optional(),
  settings: Settings.optional().describe(
    'What is left out stays. A new address needs every secret entered again.',
  ),
  expiresOn: ExpiresOn,
})

export const CredentialAnswer = z.object({
  id: z.string(),
  connector: z.string(),
  name: z.string(),
  settings: z.record(z.string(), z.string()).describe('Without the secrets, which never leave'),
  origins: z.array(z.string()).describe('The only addresses its secrets are sent to'),
  fingerprint: z.string().describe('Tells two secrets apart without showing them'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresOn: z.iso.date().nullable().describe('The last day on which it opens the vendor, as somebody said'),
})

// The keys of the table are its codes.
const codes = Object.keys(faults) as FaultCode[]

export const VerdictAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.enum(codes), message: z.string() }),
])
