import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { digestOf, newBearer } from '../../vault/bearer.ts'
import { actedOn } from '../accounts/rules.ts'
import { type AccountRow, findAccount, findByEmail, updateAccount } from '../accounts/store.ts'
import { recordAct } from '../activity/actions.ts'
import { countTry, tryCode } from '../proofs/actions.ts'
import { takesPasswords } from '../providers/store.ts'
import { type Signed, startSession } from '../sessions/actions.ts'
import { endSessions } from '../sessions/store.ts'
import { linkOf, mailOf, type Recipient } from './rules.ts'
import type { AskReset, Welcome } from './schema.ts'
import { findTicket, insertTicket, type TicketKind, takeTicket } from './store.ts'

const toChoose = ['invitation', 'reset'] as const

/** Makes a link for an account, in place of the one of its kind that it had. */
export async function makeLink(ctx: Ctx, account: AccountRow, kind: TicketKind): Promise<string> {
  const { link, hash } = newLink(ctx, kind)
  await insertTicket(ctx.db.pool, { hash, kind, accountId: account.id })
  return link
}

function newLink(ctx: Ctx, kind: TicketKind) {
  const bearer = newBearer()
  ctx.redact.learn(bearer)
  return { link: linkOf(ctx.origin(), kind, bearer), hash: digestOf(bearer) }
}

interface Letter {
  readonly account: Recipient
  readonly link: string | null
}

/** E-mails a link. False where no mail server is set up, or it does not take the mail: then somebody hands it over. */
export async function mailLink(ctx: Ctx, { account, link }: Letter): Promise<boolean> {
  if (!ctx.mailer || account.email === null || link === null) return false
  try {
    await ctx.mailer.send(mailOf(account, link))
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ account: account.id, why: error.message }, 'a link could not be e-mailed')
    return false
  }
}

/**
 * Hashes the password of whoever has an invitation or asked for a new one. A second factor stays and is asked for. Throws
 * `ticket.over`, `input.invalid`, `sign-in.code`, `sign-in.slow`.
 */
export async function prepareWelcome(
  ctx: Ctx,
  { token, name, password, code }: z.output<typeof Welcome>,
): Promise<string> {
  const account = await guest(ctx, await findTicket(ctx.db.pool, digestOf(token), toChoose))
  if (!(await takesPasswords(ctx.db.pool)))
    throw new AppError('conflict', 'Passwords are not taken here: sign in at your identity provider')
  const problem = await ctx.passwords.problem(password, [name ?? account.name, account.email ?? ''])
  if (problem !== undefined) throw invalid([{ field: 'password', message: problem }])
  if (account.totp) await tryCode(ctx, account, code)
  return ctx.passwords.hash(password)
}

/** Sets that password, ends the sessions there were, and signs in. Throws `ticket.over`. */
export async function welcome(
  ctx: Ctx,
  { token, name }: z.output<typeof Welcome>,
  password_hash: string,
): Promise<Signed> {
  const { pool } = ctx.db
  const { id } = await guest(ctx, await takeTicket(pool, digestOf(token), toChoose))
  await endSessions(pool, id)
  const account = await updateAccount(pool, id, { password_hash, state: 'active', name })
  return startSession(ctx, account, { after: { act: 'account.welcomed', thing: actedOn(account) } })
}

async function guest({ db: { pool } }: Ctx, id: string | undefined): Promise<AccountRow> {
  const account = id === undefined ? undefined : await findAccount(pool, id)
  if (!account || account.state === 'disabled') throw new AppError('ticket.over')
  return account
}

/** Signs in with a link that is good once. Throws `ticket.over`. */
export async function signInByLink(ctx: Ctx, link: string): Promise<Signed> {
  const id = await takeTicket(ctx.db.pool, digestOf(link), ['link'])
  const account = id === undefined ? undefined : await findAccount(ctx.db.pool, id)
  if (account?.state !== 'active') throw new AppError('ticket.over')
  return startSession(ctx, account)
}

/** A link to choose a new password, for an account or for nobody. */
interface Reset {
  readonly account: AccountRow | undefined
  readonly link: string
  readonly hash: Buffer
}

/** Thinks of a link to choose a new password, for whoever has this address. Throws `sign-in.slow`. */
export async function prepareReset(ctx: Ctx, { email }: z.output<typeof AskReset>): Promise<Reset> {
  await countTry(ctx, `reset ${email}`)
  return { account: await findByEmail(ctx.db.pool, email), ...newLink(ctx, 'reset') }
}

/** Keeps it, also for nobody: that takes as long. */
export async function keepReset(ctx: Ctx, { account, hash }: Reset): Promise<void> {
  const accountId = account?.state === 'active' ? account.id : null
  await insertTicket(ctx.db.pool, { hash, kind: 'reset', accountId })
  await recordAct(ctx, { act: 'account.reset-asked', ...(account && { thing: actedOn(account) }) })
}

/** E-mails it. Nobody waits, for how long the mail server takes would tell that there is an account. */
export function mailReset(ctx: Ctx, { account, link }: Reset): void {
  if (account?.state !== 'active') return
  mailLink(ctx, { account, link }).catch((err) => ctx.log.error({ err }, 'a link could not be e-mailed'))
}
