import { z } from 'zod'
import { Name, Password } from '../accounts/schema.ts'

export const Welcome = z.strictObject({
  token: z.string().trim().min(1).max(100).describe('What is behind # in the link'),
  name: Name.optional(),
  password: Password,
  code: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .optional()
    .describe('Of the authenticator app, where the account has one'),
})

export const AskReset = z.strictObject({ email: z.string().trim().min(1).max(254) })

export const ByLink = z.strictObject({
  link: z.string().trim().min(1).max(100).describe('What is behind # in the link'),
})
