import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { Actor } from '../../kit/rights.ts'
import { unseal } from '../../kit/seal.ts'
import { AppError } from '../../lib/errors.ts'
import { digestOf, newBearer, typedCode } from '../../vault/bearer.ts'
import { actedOn, actorOf } from '../accounts/rules.ts'
import { type AccountRow, findAccount, findByEmail, updateAccount } from '../accounts/store.ts'
import { recordAct } from '../activity/actions.ts'
import type { Act } from '../activity/rules.ts'
import { providersOf, takesPasswords } from '../providers/store.ts'
import type { RoleRow } from '../roles/rules.ts'
import { findRole } from '../roles/store.ts'
import { isAppCode, stepOf, totpBinding } from '../totp/rules.ts'
import { takeRecoveryCode, takeStep } from '../totp/store.ts'
import { networkOf, refused } from './rules.ts'
import type { Confirm, SignIn } from './schema.ts'
import {
  endByHash,
  endSessions,
  findSession,
  forgive,
  insertSession,
  isKnownBrowser,
  recogniseSession,
  rememberBrowser,
  renewSession,
  type SessionRow,
  type Tried,
  tryFrom,
  tryUnder,
} from './store.ts'

/** A session with whose it is. */
export interface Signed {
  readonly session: SessionRow
  readonly account: AccountRow
  readonly role: RoleRow
}

/** Who comes with the secret of a session; undefined when it is over, or none. */
export async function whoHasSession({ db }: Pick<Ctx, 'db'>, bearer: string): Promise<Actor | undefined> {
  const session = await recogniseSession(db.pool, digestOf(bearer))
  const account = session && (await findAccount(db.pool, session.account_id))
  const role = account && (await findRole(db.pool, account.role))
  return (
    role && actorOf(account, role, { kind: 'session', id: session.id, isConfirmed: session.is_confirmed })
  )
}

/** Somebody whose password, and second factor, were right. */
interface Proven {
  readonly account: AccountRow
  /** The hash of the password by today's measure, where the one that is kept is dated. */
  readonly password_hash: string | undefined
}

/** Whether a password is right. Throws `sign-in.refused`, `sign-in.code` or `sign-in.slow`. */
export async function prove(ctx: Ctx, { email, password, code }: z.output<typeof SignIn>): Promise<Proven> {
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

/** Signs in whoever proved who they are. */
export async function signIn(ctx: Ctx, { account, password_hash }: Proven): Promise<Signed> {
  if (password_hash !== undefined) await updateAccount(ctx.db.pool, account.id, { password_hash })
  return startSession(ctx, account)
}

/**
 * Whether the second factor is right, of an account that has one; each code is good once. Throws `sign-in.code` when it
 * is missing, `sign-in.refused` when it is wrong.
 */
async function checkCode(ctx: Ctx, account: AccountRow, code: string | undefined): Promise<void> {
  if (!account.totp) return
  if (code === undefined) throw new AppError('sign-in.code')
  if (!(await takeCode(ctx, account, code))) throw await noteRefusal(ctx, account)
}

async function takeCode(ctx: Ctx, { id, totp }: AccountRow, code: string): Promise<boolean> {
  if (!isAppCode(code)) return takeRecoveryCode(ctx.db.pool, id, digestOf(typedCode(code)))
  const { key } = totp ? unseal(ctx, totp, totpBinding(id)) : {}
  const step = key && stepOf(key.open(), code, ctx.clock.now())
  return step !== undefined && takeStep(ctx.db.pool, id, step)
}

async function noteRefusal(ctx: Ctx, account: AccountRow | undefined): Promise<AppError> {
  ctx.log.warn({ address: ctx.visit.address, account: account?.id }, 'a sign-in was refused')
  await recordAct(ctx, { act: 'account.sign-in-refused', ...(account && { thing: actedOn(account) }) })
  return refused()
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

interface Start {
  /** Whether a proof was given just now. */
  readonly isProven?: boolean
  /** What led to it, for activity. */
  readonly after?: Act | undefined
}

/** Begins a session of an account in this browser, in place of the one it had, and knows the browser from now on. */
export async function startSession(
  ctx: Ctx,
  account: AccountRow,
  { isProven = true, after }: Start = {},
): Promise<Signed> {
  const { pool } = ctx.db
  const { visit } = ctx
  const before = visit.kept('session')
  if (before !== undefined) await endByHash(pool, digestOf(before))
  const bearer = newBearer()
  const { address, agent } = visit
  const session = await insertSession(pool, {
    accountId: account.id,
    hash: digestOf(bearer),
    address,
    agent,
    isProven,
  })
  visit.keep('session', bearer)
  const browser = visit.kept('device')
  if (browser === undefined || !(await isKnownBrowser(pool, digestOf(browser), account.email ?? ''))) {
    const mark = newBearer()
    await rememberBrowser(pool, digestOf(mark), account.id)
    visit.keep('device', mark, 400 * 24 * 60 * 60)
  }
  const role = await roleOf(pool, account)
  if (after) await recordAct(ctx, after)
  const actor = actorOf(account, role, { kind: 'session', id: session.id, isConfirmed: true })
  await recordAct({ ...ctx, actor }, { act: 'session.begun' })
  return { session, account, role }
}

/** The session the actor came with. Throws `not.signed-in` for whoever came another way. */
export async function getOwnSession({ db: { pool }, actor }: Ctx): Promise<Signed> {
  const session = actor.way.kind === 'session' ? await findSession(pool, actor.way.id) : undefined
  const account = session && (await findAccount(pool, session.account_id))
  if (!account) throw new AppError('not.signed-in')
  return { session, account, role: await roleOf(pool, account) }
}

/** By what whoever is signed in can prove anew who they are. */
export async function proofsOf(ctx: Ctx) {
  const { account } = await getOwnSession(ctx)
  return {
    password: account.password_hash !== null,
    code: account.totp !== null,
    providers: await providersOf(ctx.db.pool, account.id),
  }
}

/** Proves anew who sits there. Throws as signing in does. */
export async function proveAgain(ctx: Ctx, { password, code }: z.output<typeof Confirm>): Promise<void> {
  const { account } = await getOwnSession(ctx)
  if (account.totp && code !== undefined && password === undefined) await tryCode(ctx, account, code)
  else await checkPassword(ctx, account, password ?? '')
}

/** Asks for the second factor alone; a wrong one is counted like a wrong password. Throws `sign-in.code`, `sign-in.refused`, `sign-in.slow`. */
export async function tryCode(ctx: Ctx, account: AccountRow, code: string | undefined): Promise<void> {
  const tried = await countTry(ctx, account.email ?? '')
  await checkCode(ctx, account, code)
  await forgive(ctx.db.pool, tried)
}

/** Whether this is the password of an account that is signed in. Throws `sign-in.refused` and `sign-in.slow`. */
export async function checkPassword(ctx: Ctx, account: AccountRow, password: string): Promise<void> {
  const tried = await countTry(ctx, account.email ?? '')
  if (!(await ctx.passwords.verify(account.password_hash, password))) throw await noteRefusal(ctx, account)
  await forgive(ctx.db.pool, tried)
}

/** Gives the own session another secret, as after a proof or a change of what proves. */
export async function renew(ctx: Ctx): Promise<Signed> {
  const { session, account, role } = await getOwnSession(ctx)
  const bearer = newBearer()
  const renewed = await renewSession(ctx.db.pool, session.id, digestOf(bearer))
  if (!renewed) throw new AppError('not.signed-in')
  ctx.visit.keep('session', bearer)
  return { session: renewed, account, role }
}

/** Ends every other session of the own account, and gives this one another secret. */
export async function endOthers(ctx: Ctx): Promise<Signed> {
  const signed = await renew(ctx)
  await endSessions(ctx.db.pool, signed.account.id, signed.session.id)
  return signed
}

/** Signs out: the session is over here and in the browser. */
export async function signOut({ db: { pool }, visit }: Ctx): Promise<void> {
  const bearer = visit.kept('session')
  if (bearer !== undefined) await endByHash(pool, digestOf(bearer))
  visit.keep('session', undefined)
  visit.say('clear-site-data', '"cache", "storage"')
}

async function roleOf(pool: Ctx['db']['pool'], account: AccountRow): Promise<RoleRow> {
  const role = await findRole(pool, account.role)
  if (!role) throw new Error(`account ${account.id} has a role that is not there`)
  return role
}
