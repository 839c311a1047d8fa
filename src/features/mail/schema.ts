import { z } from 'zod'

/** How e-mail leaves, as whoever sets it up wants to see it. */
export const MailAnswer = z.object({
  server: z
    .object({
      host: z.string(),
      port: z.number().int(),
      tls: z
        .enum(['start', 'upgrade', 'none'])
        .describe(
          'start: from the first byte; upgrade: by STARTTLS, before any other word; none: in the clear',
        ),
      signsIn: z.boolean().describe('Whether with user and password, which are not shown'),
      from: z.string().describe('From whom it comes'),
    })
    .nullable()
    .describe('null: none is set up, and nothing is e-mailed'),
})

/** What became of a test letter. */
export const LetterVerdict = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    to: z.string(),
    answer: z.string().describe('What the mail server answered, in numbers: 250 2.0.0'),
  }),
  z.object({ ok: z.literal(false), to: z.string(), message: z.string().describe('Why it was not sent') }),
])
