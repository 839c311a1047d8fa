import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import type { Actor } from '../../kit/rights.ts'
import { AppError } from '../../lib/errors.ts'
import { digestOf, newBearer } from '../../vault/bearer.ts'
import { actorOf } from '../accounts/rules.ts'
import { type AccountRow, findAccount, updateAccount } from '../accounts/store.ts'
import { recordAct } from '../activity/actions.ts'
import type { Act } from '../activity/rules.ts'
import { checkPassword, type Proven, tryCode } from '../proofs/actions.ts'
import { isKnownBrowser, rememberBrowser } from '../proofs/store.ts'
import { providersOf } from '../providers/store.ts'
import type { RoleRow } from '../roles/rules.ts'
import { findRole } from '../roles/store.ts'
import type { Confirm } from './schema.ts'
import {
  endByHash,
  endSessions,
  findSession,
  insertSession,
  recogniseSession,
  renewSession,
  type SessionRow,
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

/** Signs in whoever proved who they are. */
export async function signIn(ctx: Ctx, { account, password_hash }: Proven): Promise<Signed> {
  if (password_hash !== undefined) await updateAccount(ctx.db.pool, account.id, { password_hash })
  return startSession(ctx, account)
}

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
