import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { findAccount } from '../accounts/store.ts'
import { testLetter } from './rules.ts'
import type { LetterVerdict } from './schema.ts'

/**
 * Sends a letter to whoever asks for it, and to nobody else. Throws `conflict` where no mail server is set up, or
 * whoever asks has no address.
 */
export async function sendTestLetter(ctx: Ctx): Promise<z.input<typeof LetterVerdict>> {
  const { mailer, actor } = ctx
  if (!mailer)
    throw new AppError(
      'conflict',
      'No mail server is set up: name it in MUSTER_SMTP_URL and MUSTER_MAIL_FROM, then start Muster again',
    )
  const account = actor.accountId === undefined ? undefined : await findAccount(ctx.db.pool, actor.accountId)
  const to = account?.email
  if (!to)
    throw new AppError(
      'conflict',
      'A test letter goes to one’s own address, and this account has none: sign in in a browser',
    )
  try {
    const { answer } = await mailer.send(testLetter(to, ctx.origin()))
    return { ok: true, to, answer }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, to, message: error.message }
  }
}
