import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { mailOf } from '../letters/rules.ts'
import { markMailed, markMailFault, takeLetter } from '../letters/store.ts'
import { tellMissed } from './actions.ts'
import { closeSettled, openPaused, openUnscheduled, tendExpiring } from './store.ts'

/**
 * Keeps the notices true and mails the one that waits longest; the worker does it again and again. False when
 * nothing had to be mailed. Mail goes out beside every transaction, at least once.
 */
export async function tendNotices(ctx: Ctx, stopping?: AbortSignal): Promise<boolean> {
  await openPaused(ctx.db)
  await openUnscheduled(ctx.db)
  await tendExpiring(ctx.db, ctx.zone)
  await tellMissed(ctx)
  await closeSettled(ctx.db)
  if (!ctx.mailer) return false
  const letter = await takeLetter(ctx.db)
  if (!letter) return false
  try {
    const mail = mailOf(letter)
    const { refused } = await ctx.mailer.send({ ...mail, text: ctx.redact.clean(mail.text) }, stopping)
    const fault = refused.length > 0 ? `The mail server refused ${refused.join(', ')}` : null
    await markMailed(ctx.db, letter.id, fault)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await markMailFault(ctx.db, letter.id, error.message)
  }
  return true
}
