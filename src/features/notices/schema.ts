import { z } from 'zod'

const time = z.iso.datetime().nullable()

export const NoticeAnswer = z.object({
  id: z.string(),
  integrationId: z.string().nullable(),
  integrationName: z.string().nullable(),
  runId: z.string().nullable(),
  reason: z.string().describe('What it is about; an integration has one open notice of a reason at most'),
  message: z.string(),
  madeAt: z.iso.datetime(),
  mail: z
    .enum(['sent', 'waiting', 'nobody', 'off', 'not_needed'])
    .describe(
      'nobody: the integration has no contacts; off: no mail server was set up; not_needed: it was over before',
    ),
  mailedAt: time,
  mailFault: z.string().nullable().describe('Why the last try to send it failed'),
  closedAt: time.describe('When the reason was no more; null: it is open'),
  seenAt: time,
})

export const NoticeQuery = z.object({
  open: z
    .enum(['true', 'false'])
    .default('false')
    .transform((word) => word === 'true')
    .describe('Only those whose reason still is'),
})
