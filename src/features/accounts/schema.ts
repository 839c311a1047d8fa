import { z } from 'zod'

export const Name = z.string().trim().min(1, 'is missing').max(120)
/** As long as the rule for them allows, so that none is taken that nobody can sign in with. */
export const Password = z.string().max(1024)
export const Email = z.email().max(254)
const RoleKey = z.string().min(1).max(63)
const PersonId = z.string().max(60).nullable()

export const AccountAnswer = z.object({
  id: z.string(),
  kind: z.enum(['person', 'service']),
  name: z.string(),
  email: z.string().nullable().describe('null: of a service'),
  role: z.string().describe('The key of its role'),
  state: z.enum(['invited', 'active', 'disabled']),
  personId: z.string().nullable().describe('Who in the directory it is, if anybody'),
  totp: z.boolean().describe('Whether it signs in with a code of an authenticator app, too'),
  signedInAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})

export const NewAccount = z.strictObject({
  kind: z.enum(['person', 'service']).default('person'),
  name: Name,
  email: Email.optional().describe('Of a person: where the invitation goes'),
  role: RoleKey,
  personId: PersonId.optional(),
})

export const AccountEdit = z.strictObject({
  name: Name.optional(),
  role: RoleKey.optional(),
  state: z.enum(['active', 'disabled']).optional(),
  personId: PersonId.optional(),
})

/** What is handed over once: to whom was told by e-mail, or to nobody yet. */
export const Handed = z.object({
  account: AccountAnswer,
  link: z.string().nullable().describe('Shown this once; good for three days. null: of a service'),
  mailed: z.boolean().describe('Whether it was e-mailed'),
})

export const AccountsQuery = z.object({
  search: z.string().trim().max(200).optional().describe('Part of the name or the e-mail address'),
})
