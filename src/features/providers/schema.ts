import { z } from 'zod'

const Label = z.string().trim().min(1, 'is missing').max(60)
const Issuer = z.url().max(500).describe('Its address, below which it has /.well-known/openid-configuration')
const RoleKey = z.string().min(1).max(63)
const settings = {
  defaultRole: RoleKey.nullable()
    .describe(
      'The role of whoever comes without an account, by a verified e-mail address; null: nobody is let in so',
    )
    .default(null),
  groupClaim: z.string().min(1).max(100).default('groups').describe('Which of its claims names groups'),
  groupRoles: z
    .array(z.strictObject({ group: z.string().min(1).max(200), role: RoleKey }))
    .max(200)
    .default([])
    .describe(
      'The role that members of a group get at each sign-in; the first that fits counts. Whoever left them all gets the usual role, and without one is not let in; a role that somebody gave here stays',
    ),
}

export const ProviderAnswer = z.object({
  id: z.string(),
  label: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  fingerprint: z.string().describe('Tells two client secrets apart without showing them'),
  defaultRole: z.string().nullable(),
  groupClaim: z.string(),
  groupRoles: z.array(z.object({ group: z.string(), role: z.string() })),
  redirectUri: z.string().describe('To be registered at the provider'),
})

export const NewProvider = z.strictObject({
  label: Label,
  issuer: Issuer,
  clientId: z.string().trim().min(1).max(500),
  clientSecret: z.string().min(1).max(2000),
  ...settings,
})

export const ProviderEdit = z.strictObject({
  label: Label.optional(),
  clientId: z.string().trim().min(1).max(500).optional(),
  clientSecret: z.string().min(1).max(2000).optional(),
  defaultRole: RoleKey.nullable().optional(),
  groupClaim: z.string().min(1).max(100).optional(),
  groupRoles: z
    .array(z.strictObject({ group: z.string().min(1).max(200), role: RoleKey }))
    .max(200)
    .optional(),
})

export const SignInWays = z.object({
  password: z.boolean(),
  providers: z.array(z.object({ id: z.string(), label: z.string() })),
})
