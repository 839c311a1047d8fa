import type { z } from 'zod'
import { beginOpenId, type Claims, finishOpenId, type OpenIdLine } from '../../connect/openid.ts'
import { inTransaction } from '../../db/transaction.ts'
import { withinTransaction } from '../../db/within-transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { seal, unseal } from '../../kit/seal.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { Secret } from '../../lib/secret.ts'
import { actedOn } from '../accounts/rules.ts'
import {
  type AccountRow,
  findAccount,
  findByEmail,
  insertIfNew,
  lockAdministrators,
  updateAccount,
} from '../accounts/store.ts'
import { recordAct } from '../activity/actions.ts'
import { lacks } from '../roles/rules.ts'
import { findRole } from '../roles/store.ts'
import { startSession } from '../sessions/actions.ts'
import { endSessions } from '../sessions/store.ts'
import {
  actOf,
  firstRole,
  flightText,
  givenRole,
  identityOf,
  type KeptFlight,
  providerBinding,
  readFlight,
  redirectUri,
} from './rules.ts'
import type { NewProvider, ProviderEdit } from './schema.ts'
import {
  administratorComes,
  deleteProvider,
  findIdentity,
  findProvider,
  linkIdentity,
  lockPasswords,
  newProviderId,
  type ProviderRow,
  saveProvider,
  setTakesPasswords,
} from './store.ts'

/** The provider of a public id. Throws `not.found`. */
export async function getProvider(ctx: Ctx, id: string): Promise<ProviderRow> {
  const provider = await findProvider(ctx.db.pool, bareId('idp', id))
  if (!provider) throw new AppError('not.found', `There is no identity provider ${id}`)
  return provider
}

/** Sets up a provider. Throws `input.invalid`, and `not.allowed` for a role with more rights than one has. */
export async function addProvider(ctx: Ctx, wanted: z.output<typeof NewProvider>): Promise<ProviderRow> {
  const id = await newProviderId(ctx.db.pool)
  const issuer = issuerOf(ctx, wanted.issuer)
  const bound = { id, issuer }
  return keep(ctx, {
    ...bound,
    ...seal(ctx, { clientSecret: wanted.clientSecret }, providerBinding(bound)),
    label: wanted.label,
    client_id: wanted.clientId,
    default_role: wanted.defaultRole,
    group_claim: wanted.groupClaim,
    group_roles: wanted.groupRoles,
  })
}

/** Changes a provider; what is left out stays, and so does its address. Throws as adding one does. */
export async function editProvider(
  ctx: Ctx,
  { id, clientSecret, ...edit }: { readonly id: string } & z.output<typeof ProviderEdit>,
): Promise<ProviderRow> {
  const before = await getProvider(ctx, id)
  return keep(ctx, {
    ...before,
    ...(clientSecret === undefined ? {} : seal(ctx, { clientSecret }, providerBinding(before))),
    label: edit.label ?? before.label,
    client_id: edit.clientId ?? before.client_id,
    default_role: edit.defaultRole === undefined ? before.default_role : edit.defaultRole,
    group_claim: edit.groupClaim ?? before.group_claim,
    group_roles: edit.groupRoles ?? before.group_roles,
  })
}

async function keep(ctx: Ctx, row: ProviderRow): Promise<ProviderRow> {
  const given = [
    ...(row.default_role === null ? [] : [row.default_role]),
    ...row.group_roles.map(({ role }) => role),
  ]
  for (const key of new Set(given)) await checkRole(ctx, key)
  await saveProvider(ctx.db.pool, row).catch((error) => {
    if (!isTaken(error, 'provider_label')) throw error
    throw invalid([{ field: 'label', message: 'another identity provider has this label' }])
  })
  return row
}

async function checkRole({ db, actor }: Ctx, key: string): Promise<void> {
  const role = await findRole(db.pool, key)
  if (!role) throw invalid([{ field: 'groupRoles', message: `there is no role "${key}"` }])
  const why = lacks(actor, role)
  if (why !== undefined) throw new AppError('not.allowed', `${why}, so you cannot give it`)
}

function issuerOf({ door }: Ctx, written: string): string {
  try {
    return door.admit(written).href.replace(/\/$/, '')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw invalid([{ field: 'issuer', message: error.message }])
  }
}

/** Forgets a provider. Throws `conflict` when passwords are off and it is the last one that lets an administrator in. */
export async function forgetProvider(ctx: Ctx, id: string): Promise<void> {
  const { pool } = ctx.db
  const provider = await getProvider(ctx, id)
  const isNeeded = !(await lockPasswords(pool)) && (await administratorComes(pool))
  await deleteProvider(pool, provider.id)
  if (isNeeded && !(await administratorComes(pool)))
    throw new AppError(
      'conflict',
      'Passwords are off, and no administrator came from another identity provider yet: turn passwords on first, or have one sign in there',
    )
}

/** Decides whether passwords are taken. Throws `conflict` when no administrator would get in without. */
export async function decidePasswords(ctx: Ctx, password: boolean): Promise<void> {
  const before = await lockPasswords(ctx.db.pool)
  if (before === password) return
  if (!password && !(await administratorComes(ctx.db.pool)))
    throw new AppError(
      'conflict',
      'No administrator came from an identity provider yet: sign in at one as an administrator, then turn passwords off',
    )
  await setTakesPasswords(ctx.db.pool, password)
  await recordAct(ctx, { act: 'sign-in.edited', changes: { password: [before, password] } })
}

function lineOf(ctx: Ctx, row: ProviderRow): OpenIdLine {
  const { clientSecret = new Secret('') } = unseal(ctx, row.sealed, providerBinding(row))
  return { door: ctx.door, issuer: row.issuer, clientId: row.client_id, clientSecret }
}

/** Sends somebody to a provider, `again` to prove anew who it is. Throws `provider.down`. */
export async function beginSignIn(
  ctx: Ctx,
  { id, again }: { readonly id: string; readonly again: boolean },
): Promise<string> {
  const provider = await getProvider(ctx, id)
  const uri = redirectUri(ctx.origin(), provider.id)
  const { url, flight } = await beginOpenId(lineOf(ctx, provider), { redirectUri: uri, again })
  ctx.visit.keep('flight', flightText({ ...flight, provider: provider.id }), 600)
  return url
}

/**
 * Signs in whoever comes back from a provider, and says where to go on; who is refused comes back to the sign-in page with
 * the reason.
 */
export async function finishSignIn(
  ctx: Ctx,
  { id, ...said }: { readonly id: string } & Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const flight = readFlight(ctx.visit.kept('flight'))
  ctx.visit.keep('flight', undefined)
  try {
    const provider = await getProvider(ctx, id)
    // Whoever did not set out from here is nobody's business.
    if (flight?.provider !== provider.id) throw new AppError('sign-in.refused')
    await comeBack({ ...ctx, actor: { ...ctx.actor, name: provider.label } }, { provider, flight, said })
    return '/'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    ctx.log.warn({ provider: id, code: error.code, err: error.cause }, 'a sign-in by a provider was refused')
    return `/sign-in#problem=${error.code}`
  }
}

interface Back {
  readonly provider: ProviderRow
  readonly flight: KeptFlight
  readonly said: Readonly<Record<string, string | undefined>>
}

async function comeBack(ctx: Ctx, { provider, flight, said }: Back): Promise<void> {
  const given = Object.entries(said).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  const came = new URL(`${redirectUri(ctx.origin(), provider.id)}?${new URLSearchParams(given)}`)
  const claims = await finishOpenId(lineOf(ctx, provider), came, flight).catch(async (error) => {
    if (error instanceof AppError && error.code === 'sign-in.refused') await noteRefusal(ctx, undefined)
    throw error
  })
  const { account, isIn } = await inTransaction(ctx.db.pool, (client) =>
    enter({ ...ctx, db: withinTransaction(client) }, provider, claims),
  )
  if (isIn) return
  await noteRefusal(ctx, account)
  throw new AppError('sign-in.refused')
}

const noteRefusal = (ctx: Ctx, account: AccountRow | undefined): Promise<void> =>
  recordAct(ctx, { act: 'account.sign-in-refused', ...(account && { thing: actedOn(account) }) })

interface Entered {
  readonly account: AccountRow | undefined
  readonly isIn: boolean
}

/** Lets somebody in whom a provider vouches for, with what that does to the account. */
async function enter(ctx: Ctx, provider: ProviderRow, claims: Claims): Promise<Entered> {
  const { pool } = ctx.db
  const { subject, provenAt = 0 } = identityOf(claims)
  const { account, before } = await accountOf(pool, provider, claims)
  if (!account || account.state === 'disabled' || account.kind !== 'person') return { account, isIn: false }
  const isNew = await linkIdentity(pool, { providerId: provider.id, subject, accountId: account.id })
  const { after, isOut } = await brought(pool, account, givenRole(provider, claims, account))
  const act = actOf({ before, after, isLinked: !isNew })
  if (isOut) {
    if (act) await recordAct(ctx, act)
    return { account: after, isIn: false }
  }
  // That it was asked for a proof says nothing: on the way there, the question can be left out.
  await startSession(ctx, after, { isProven: ctx.clock.now() - provenAt < 5 * 60_000, after: act })
  return { account: after, isIn: true }
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

export const wayOf = ({ id, label }: ProviderRow) => ({ id: publicId('idp', id), label })
