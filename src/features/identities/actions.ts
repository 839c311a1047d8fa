import type { Claims } from '../../connect/openid.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import {
  type AccountRow,
  findAccount,
  findByEmail,
  insertIfNew,
  lockAdministrators,
  updateAccount,
} from '../accounts/store.ts'
import { recordAct } from '../activity/actions.ts'
import type { ProviderRow } from '../providers/store.ts'
import { renew, startSession } from '../sessions/actions.ts'
import { endSessions } from '../sessions/store.ts'
import { actOf, firstRole, givenRole, identityOf } from './rules.ts'
import { findIdentity, linkIdentity } from './store.ts'

interface Entered {
  readonly account: AccountRow | undefined
  readonly isIn: boolean
}

/** Lets somebody in whom a provider vouches for, with what that does to the account. */
export async function enter(ctx: Ctx, provider: ProviderRow, claims: Claims): Promise<Entered> {
  const { pool } = ctx.db
  const { subject } = identityOf(claims)
  const { account, before } = await accountOf(pool, provider, claims)
  if (!account || account.state === 'disabled' || account.kind !== 'person') return { account, isIn: false }
  const isNew = await linkIdentity(pool, { providerId: provider.id, subject, accountId: account.id })
  const { after, isOut } = await brought(pool, account, givenRole(provider, claims, account))
  const act = actOf({ before, after, isLinked: !isNew })
  if (isOut) {
    if (act) await recordAct(ctx, act)
    return { account: after, isIn: false }
  }
  await startSession(ctx, after, { isProven: isFresh(ctx, claims), after: act })
  return { account: after, isIn: true }
}

/** That a provider was asked for a proof says nothing: on the way there, the question can be left out. */
const isFresh = ({ clock }: Ctx, claims: Claims): boolean =>
  clock.now() - (identityOf(claims).provenAt ?? 0) < 5 * 60_000

/**
 * Takes what a provider says for a fresh proof of whoever is signed in; false where it is of somebody else. Throws
 * `sign-in.confirm` where the provider does not say that it asked just now.
 */
export async function proveBy(ctx: Ctx, provider: ProviderRow, claims: Claims): Promise<boolean> {
  const accountId = await findIdentity(ctx.db.pool, provider.id, identityOf(claims).subject)
  if (accountId === undefined || accountId !== ctx.actor.accountId) return false
  if (!isFresh(ctx, claims)) throw new AppError('sign-in.confirm')
  await renew(ctx)
  await recordAct(ctx, { act: 'session.confirmed' })
  return true
}

type Db = Parameters<typeof findAccount>[0]

interface Found {
  readonly account: AccountRow | undefined
  /** The account as it was; undefined: it was made for them. */
  readonly before: AccountRow | undefined
}

/** The account of somebody a provider vouches for: linked, found by a verified address, or made just in time. */
async function accountOf(db: Db, provider: ProviderRow, claims: Claims): Promise<Found> {
  const { subject, email, name } = identityOf(claims)
  const linked = await findIdentity(db, provider.id, subject)
  const known = linked ? await findAccount(db, linked) : email && (await findByEmail(db, email))
  if (known) return { account: known, before: known }
  const role = firstRole(provider, claims)
  if (!email || !role) return { account: undefined, before: undefined }
  const person = { kind: 'person', name: name ?? email, email, state: 'active', person_id: null } as const
  const made = await insertIfNew(db, { ...person, ...role })
  const found = made ? undefined : await findByEmail(db, email)
  return { account: made ?? found, before: found }
}

/** An invitation is accepted by coming; the groups of the provider give the role, but never take the last administrator. */
async function brought(db: Db, account: AccountRow, given: ReturnType<typeof givenRole>) {
  const { isOut = false, ...role } = given ?? {}
  const administrators = !given || given.role === account.role ? [] : await lockAdministrators(db)
  const isLast = administrators.length === 1 && administrators[0] === account.id
  // An account that is active stays as it is: somebody may be disabling it at this moment.
  const state = account.state === 'invited' && !isOut ? 'active' : undefined
  const after = await updateAccount(db, account.id, { state, ...(isLast ? {} : role) })
  if (after.role !== account.role) await endSessions(db, account.id)
  return { after, isOut: isOut && !isLast }
}
