import { z } from 'zod'
import { asOfQuery } from '../../kit/list/as-of.ts'
import { SourceAnswer } from '../../kit/record/sources.ts'

const since = (what: string) => z.iso.datetime().nullable().describe(`Since when ${what}; null: not so`)

export const SaasUserAnswer = z.object({
  id: z.string(),
  application: z.object({ vendor: z.string(), instance: z.string() }),
  vendorId: z.string(),
  label: z.string().nullable(),
  role: z.string().nullable(),
  active: z.boolean().nullable().describe('null: the vendor does not say'),
  goneAt: since('the vendor no longer has it'),
  outOfScopeAt: since('the conditions leave it out'),
  unmaintainedAt: since('its integration was deleted, and no other loads it'),
  personId: z.string().nullable().describe('null: of nobody in the directory'),
  personName: z.string().nullable(),
  isLinkedByHand: z
    .boolean()
    .describe('Whether somebody said whose it is, or that it is nobody’s; no load changes that'),
  noPersonReason: z
    .string()
    .nullable()
    .describe('Why it needs no person, as somebody said; null: nobody said so'),
})

/** Why a SaaS user needs no person. */
export const NoPersonReason = z
  .string()
  .trim()
  .min(1, 'say why, as in: service account')
  .max(200)
  .describe('Why it needs no person, as in: service account, shared mailbox; only where it is nobody’s')

export const SaasUserDetailAnswer = SaasUserAnswer.extend({
  applicationId: z.string(),
  sources: z
    .array(
      SourceAnswer.extend({
        goneAt: since('its list no longer has it'),
        outOfScopeAt: since('its conditions leave it out'),
        endedAt: since('the integration is deleted'),
      }),
    )
    .describe('What each integration of its application last said of whoever it stands for'),
  lastSeenAt: z.iso
    .datetime()
    .nullable()
    .describe('When a complete list that was applied last had it; null: not known'),
  createdAt: z.iso.datetime().describe('When it was first seen'),
  updatedAt: z.iso.datetime(),
})

export const SaasUserEdit = z.strictObject({
  personId: z.string().nullable().optional().describe('Whose it is; null: nobody’s'),
  noPersonReason: NoPersonReason.optional(),
  giveBack: z.boolean().default(false).describe('The sources say again whose it is'),
})

export const SaasUsersQuery = z.object({
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe(
      'Part of what the account or its person is called; one or two letters are the beginning of a word',
    ),
  application: z.string().max(200).optional().describe('The vendor, as in planhat'),
  applicationId: z.string().max(60).optional(),
  unmatched: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional()
    .describe('Only those without a person that need one, or only the others'),
  ...asOfQuery,
})
