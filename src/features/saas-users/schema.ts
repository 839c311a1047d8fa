import { z } from 'zod'

export const SaasUserAnswer = z.object({
  id: z.string(),
  application: z.object({ vendor: z.string(), instance: z.string() }),
  vendorId: z.string(),
  label: z.string().nullable(),
  role: z.string().nullable(),
  active: z.boolean().nullable().describe('null: the vendor does not say'),
  personId: z.string().nullable().describe('null: an account of nobody we know'),
  personName: z.string().nullable(),
})

export const SaasUsersQuery = z.object({
  application: z.string().max(200).optional().describe('The vendor, as in planhat'),
  unmatched: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .describe('Only those of nobody we know, or only the others'),
})
