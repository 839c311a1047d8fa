import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { digestOf, newBearer } from '../../vault/bearer.ts'
import { actedOn } from '../accounts/rules.ts'
import { type AccountRow, findAccount, findByEmail, updateAccount } from '../accounts/store.ts'
import { noteAct, recordAct } from '../activity/actions.ts'
import { takesPasswords } from '../providers/store.ts'
import { countTry, type Signed, startSession, tryCode } from '../sessions/actions.ts'
import { endSessions } from '../sessions/store.ts'
import { linkOf, mailOf } from './rules.ts'
import type { Welcome } from './schema.ts'
import { findTicket, insertTicket, type TicketKind, takeTicket } from './store.ts'

const toChoose = ['invitation', 'reset'] as const

/** Makes a link for an account, in place of the one of its kind that it had. */
export async function makeLink(ctx: Ctx, account: AccountRow, kind: TicketKind): Promise<string> {
  const bearer = newBearer()
  ctx.redact.learn(bearer)
  await insertTicket(ctx.db.pool, { hash: digestOf(bearer), kind, accountId: account.id })
  return linkOf(ctx.origin(), kind, bearer)
}

/** E-mails a link. False where no mail server is set up, or it does not take the mail: then somebody hands it over. */
export async function mailLink(
  ctx: Ctx,
  account: AccountRow,
  kind: TicketKind,
  link: string,
): Promise<boolean> {
  if (!ctx.mailer || account.email === null) return false
  try {
    await ctx.mailer.send(mailOf(account, kind, link))
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ account: account.id, why: error.message }, 'a link could not be e-mailed')
    return false
  }
}

/**
 * Sets the password of whoever has an invitation or asked for a new one, ends the sessions there were, and signs in.
 * A second factor stays and is asked for. Throws `ticket.over`, `input.invalid`, `sign-in.code`, `sign-in.slow`.
 */
export async function welcome(
  ctx: Ctx,
  { token, name, password, code }: z.output<typeof Welcome>,
): Promise<Signed> {
  const hash = digestOf(token)
  const id = await findTicket(ctx.db.pool, hash, toChoose)
  const account = id === undefined ? undefined : await findAccount(ctx.db.pool, id)
  if (!account || account.state === 'disabled') throw new AppError('ticket.over')
  if (!(await takesPasswords(ctx.db.pool)))
    throw new AppError('conflict', 'Passwords are not taken here: sign in at your identity provider')
  const problem = await ctx.passwords.problem(password, [name ?? account.name, account.email ?? ''])
  if (problem !== undefined) throw invalid([{ field: 'password', message: problem }])
  if (account.totp) await tryCode(ctx, account, code)
  const password_hash = await ctx.passwords.hash(password)
  const welcomed = await inTransaction(ctx.db.pool, async (client) => {
    if ((await takeTicket(client, hash, toChoose)) === undefined) throw new AppError('ticket.over')
    await endSessions(client, account.id)
    const edit = { password_hash, state: 'active', ...(name === undefined ? {} : { name }) } as const
    const edited = await updateAccount(client, account.id, edit)
    await noteAct(client, ctx, { act: 'account.welcomed', thing: actedOn(edited) })
    return edited
  })
  return startSession(ctx, welcomed)
}

/** Signs in with a link that is good once. Throws `ticket.over`. */
export async function signInByLink(ctx: Ctx, link: string): Promise<Signed> {
  const id = await takeTicket(ctx.db.pool, digestOf(link), ['link'])
  const account = id === undefined ? undefined : await findAccount(ctx.db.pool, id)
  if (account?.state !== 'active') throw new AppError('ticket.over')
  return startSession(ctx, account)
}

/** E-mails a link to choose a new password, if the address is of an account. Nobody learns whether it is. */
export async function askReset(ctx: Ctx, email: string): Promise<void> {
  await countTry(ctx, `reset ${email}`)
  const account = await findByEmail(ctx.db.pool, email)
  await recordAct(ctx, { act: 'account.reset-asked', ...(account && { thing: actedOn(account) }) })
  if (account?.state !== 'active') return
  const link = await makeLink(ctx, account, 'reset')
  // Not waited for: how long the mail server takes would tell that there is an account.
  mailLink(ctx, account, 'reset', link).catch((err) => ctx.log.error({ err }, 'a link could not be e-mailed'))
}
