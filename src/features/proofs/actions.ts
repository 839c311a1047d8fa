import type { Ctx } from '../../kit/ctx.ts'
import { unseal } from '../../kit/seal.ts'
import { AppError } from '../../lib/errors.ts'
import { digestOf, typedCode } from '../../vault/bearer.ts'
import { actedOn } from '../accounts/rules.ts'
import { type AccountRow, findByEmail } from '../accounts/store.ts'
import { recordAct } from '../activity/actions.ts'
import { takesPasswords } from '../providers/store.ts'
import { isAppCode, stepOf, totpBinding } from '../totp/rules.ts'
import { takeRecoveryCode, takeStep } from '../totp/store.ts'
import { networkOf, refused } from './rules.ts'
import { forgive, isKnownBrowser, type Tried, tryFrom, tryUnder } from './store.ts'

/** What somebody says who signs in. */
interface Said {
  readonly email: string
  readonly password: string
  readonly code?: string | undefined
}

/** Somebody whose password, and second factor, were right. */
export interface Proven {
  readonly account: AccountRow
  /** The hash of the password by today's measure, where the one that is kept is dated. */
  readonly password_hash: string | undefined
}

/** Whether a password is right. Throws `sign-in.refused`, `sign-in.code` or `sign-in.slow`. */
export async function prove(ctx: Ctx, { email, password, code }: Said): Promise<Proven> {
  if (!(await takesPasswords(ctx.db.pool)))
    throw new AppError('sign-in.refused', 'Passwords are not taken here: sign in at your identity provider')
  const tried = await countTry(ctx, email)
  const account = await findByEmail(ctx.db.pool, email)
  const isRight = await ctx.passwords.verify(account?.password_hash, password)
  if (!account || !isRight || account.state !== 'active') throw await noteRefusal(ctx, account)
  await checkCode(ctx, account, code)
  await forgive(ctx.db.pool, tried)
  const isDated = account.password_hash !== null && ctx.passwords.isDated(account.password_hash)
  return { account, password_hash: isDated ? await ctx.passwords.hash(password) : undefined }
}

/** Asks for the second factor alone; a wrong one is counted like a wrong password. Throws `sign-in.code`, `sign-in.refused`, `sign-in.slow`. */
export async function tryCode(ctx: Ctx, account: AccountRow, code: string | undefined): Promise<void> {
  const tried = await countTry(ctx, account.email ?? '')
  await checkCode(ctx, account, code, 'This code is not right, or was used already')
  await forgive(ctx.db.pool, tried)
}

/** Whether this is the password of an account that is signed in. Throws `sign-in.refused` and `sign-in.slow`. */
export async function checkPassword(ctx: Ctx, account: AccountRow, password: string): Promise<void> {
  const tried = await countTry(ctx, account.email ?? '')
  if (!(await ctx.passwords.verify(account.password_hash, password)))
    throw await noteRefusal(ctx, account, 'This password is not right')
  await forgive(ctx.db.pool, tried)
}

/**
 * Whether the second factor is right, of an account that has one; each code is good once. Throws `sign-in.code` when it
 * is missing, `sign-in.refused` when it is wrong.
 */
async function checkCode(
  ctx: Ctx,
  account: AccountRow,
  code: string | undefined,
  refusal?: string,
): Promise<void> {
  if (!account.totp) return
  if (code === undefined) throw new AppError('sign-in.code')
  if (!(await takeCode(ctx, account, code))) throw await noteRefusal(ctx, account, refusal)
}

async function takeCode(ctx: Ctx, { id, totp }: AccountRow, code: string): Promise<boolean> {
  if (!isAppCode(code)) return takeRecoveryCode(ctx.db.pool, id, digestOf(typedCode(code)))
  const { key } = totp ? unseal(ctx, totp, totpBinding(id)) : {}
  const step = key && stepOf(key.open(), code, ctx.clock.now())
  return step !== undefined && takeStep(ctx.db.pool, id, step)
}

async function noteRefusal(ctx: Ctx, account: AccountRow | undefined, what?: string): Promise<AppError> {
  ctx.log.warn({ address: ctx.visit.address, account: account?.id }, 'a sign-in was refused')
  await recordAct(ctx, { act: 'account.sign-in-refused', ...(account && { thing: actedOn(account) }) })
  return refused(what)
}

/**
 * Counts a try to sign in before its end is known, to be forgiven if it was right. A browser that signed in before is
 * counted by itself, so that nobody can slow down the owner of an account from elsewhere. Throws `sign-in.slow`.
 */
export async function countTry({ db: { pool }, visit, log }: Ctx, email: string): Promise<Tried> {
  const browser = visit.kept('device')
  const hash = browser === undefined ? undefined : digestOf(browser)
  const isKnown = hash !== undefined && (await isKnownBrowser(pool, hash, email))
  const whole = isKnown
    ? `device ${hash.toString('hex')}`
    : `account ${digestOf(email.toLowerCase()).toString('hex')}`
  const from = isKnown ? undefined : `address ${networkOf(visit.address)}`
  const seconds =
    (from === undefined ? undefined : await tryFrom(pool, from)) ?? (await tryUnder(pool, whole))
  if (seconds === undefined) return { whole, one: from }
  log.warn({ address: visit.address, seconds }, 'a sign-in was slowed down')
  throw new AppError('sign-in.slow', `Too many tries; try again in ${waitText(seconds)}`, { seconds })
}

const waitText = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
