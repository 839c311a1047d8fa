import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { recordAct } from '../activity/actions.ts'
import { makeLink } from '../invitations/actions.ts'
import { kindOf } from '../invitations/rules.ts'
import { dropTickets } from '../invitations/store.ts'
import { personNamed } from '../people/actions.ts'
import { lacks } from '../roles/rules.ts'
import { findRole } from '../roles/store.ts'
import { endSessions } from '../sessions/store.ts'
import { dropTotp } from '../totp/store.ts'
import { actedOn, lastAdministrator } from './rules.ts'
import type { AccountEdit, NewAccount } from './schema.ts'
import {
  type AccountRow,
  deleteAccount,
  findAccount,
  insertAccount,
  isServiceNamed,
  lockAdministrators,
  updateAccount,
} from './store.ts'

/** The account of a public id. Throws `not.found`. */
export async function getAccount(ctx: Ctx, id: string): Promise<AccountRow> {
  const account = await findAccount(ctx.db.pool, bareId('acc', id))
  if (!account) throw new AppError('not.found', `There is no account ${id}`)
  return account
}

/** A link that was made for an account; a service needs none. */
export interface HandedLink {
  readonly account: AccountRow
  readonly link: string | null
}

/** Invites a person, or makes a service, which has nothing but tokens. Throws `input.invalid` and `not.allowed`. */
export async function invite(ctx: Ctx, wanted: z.output<typeof NewAccount>): Promise<HandedLink> {
  const { kind, name, role, email = null } = wanted
  if ((kind === 'person') !== (email !== null))
    throw invalid([{ field: 'email', message: kind === 'person' ? 'is missing' : 'is not for a service' }])
  await checkRole(ctx, role)
  if (kind === 'service') await checkServiceName(ctx.db.pool, { name })
  const person_id = await personNamed(ctx, 'personId', wanted.personId)
  const state = kind === 'person' ? 'invited' : 'active'
  const row = { kind, name, email, role, state, person_id: person_id ?? null } as const
  const account = await insertAccount(ctx.db.pool, row).catch(taken)
  return { account, link: kind === 'service' ? null : await makeLink(ctx, account, 'invitation') }
}

/** Gives an account a link to choose a password, anew. Throws `not.found` and `not.allowed`. */
export async function resetAccount(ctx: Ctx, id: string): Promise<HandedLink> {
  const account = await getReachable(ctx, id)
  if (account.kind === 'service' || account.state === 'disabled')
    throw new AppError('conflict', 'A service, or a disabled account, chooses no password')
  return { account, link: await makeLink(ctx, account, kindOf(account)) }
}

/** A link that signs in at once, for whoever owns the machine: the way back in when no other is left. */
export async function makeSignInLink(ctx: Ctx, id: string): Promise<string> {
  if (ctx.actor.way.kind !== 'socket')
    throw new AppError('not.allowed', 'Only who owns the machine can do this, where Muster runs')
  const account = await getAccount(ctx, id)
  if (account.kind === 'service' || account.state !== 'active')
    throw new AppError('conflict', 'Only the active account of a person can sign in')
  await recordAct(ctx, { act: 'account.link-made', thing: actedOn(account) })
  return makeLink(ctx, account, 'link')
}

/** Changes an account. Another role, or being disabled, ends its sessions. Throws `conflict` for the last administrator. */
export async function editAccount(
  ctx: Ctx,
  { id, name, role, state, personId }: { readonly id: string } & z.output<typeof AccountEdit>,
): Promise<AccountRow> {
  const before = await getReachable(ctx, id)
  if (role !== undefined) await checkRole(ctx, role)
  if (state === 'active' && before.state === 'invited')
    throw invalid([{ field: 'state', message: 'is active once the invitation is accepted; send it again' }])
  const person_id = await personNamed(ctx, 'personId', personId)
  return inTransaction(ctx.db.pool, async (client) => {
    const after = { ...before, name: name ?? before.name, state: state ?? before.state }
    if (after.kind === 'service' && after.state === 'active') await checkServiceName(client, after)
    const isLess = state === 'disabled' || (role !== undefined && role !== before.role)
    if (isLess) await keepAdministrator(client, before)
    if (isLess) await endSessions(client, before.id)
    if (state === 'disabled') await dropTickets(client, before.id)
    const role_by = role === undefined ? undefined : null
    return updateAccount(client, before.id, { name, role, role_by, state, person_id }).catch(taken)
  })
}

/** Removes an account with its sessions and tokens; what it did stays in history. Throws `conflict` for the last administrator. */
export async function removeAccount(ctx: Ctx, id: string): Promise<void> {
  const account = await getReachable(ctx, id)
  await inTransaction(ctx.db.pool, async (client) => {
    await keepAdministrator(client, account)
    await deleteAccount(client, account.id)
  })
}

/** Lets somebody who lost the authenticator app in without it. */
export async function dropSecondFactor(ctx: Ctx, id: string): Promise<void> {
  const account = await getReachable(ctx, id)
  await dropTotp(ctx.db.pool, account.id)
  await endSessions(ctx.db.pool, account.id)
}

/** Signs an account out everywhere. */
export async function endAccountSessions(ctx: Ctx, id: string): Promise<void> {
  await endSessions(ctx.db.pool, (await getReachable(ctx, id)).id)
}

/** Two programs of one name would be mixed up where tokens are made and acts are read. */
async function checkServiceName(
  client: Client,
  { name, id }: { readonly name: string; readonly id?: string },
): Promise<void> {
  if (await isServiceNamed(client, name, id))
    throw invalid([
      { field: 'name', message: 'another service has this name; choose another, or disable that one first' },
    ])
}

type Client = Parameters<typeof lockAdministrators>[0]

async function keepAdministrator(client: Client, { id }: AccountRow): Promise<void> {
  const able = await lockAdministrators(client)
  if (able.length === 1 && able[0] === id) throw lastAdministrator()
}

/** An account that has no more rights than the actor: of another, a new link would be a way up. */
async function getReachable(ctx: Ctx, id: string): Promise<AccountRow> {
  const account = await getAccount(ctx, id)
  const role = await findRole(ctx.db.pool, account.role)
  const why = role && lacks(ctx.actor, role)
  if (why !== undefined) throw new AppError('not.allowed', `${why}, and this account does not`)
  return account
}

async function checkRole(ctx: Ctx, key: string): Promise<void> {
  const role = await findRole(ctx.db.pool, key)
  if (!role) throw invalid([{ field: 'role', message: `there is no role "${key.slice(0, 60)}"` }])
  const why = lacks(ctx.actor, role)
  if (why !== undefined) throw new AppError('not.allowed', `${why}, so you cannot give it`)
}

function taken(error: unknown): never {
  if (isTaken(error, 'account_email'))
    throw invalid([{ field: 'email', message: 'another account has this address' }])
  if (isTaken(error, 'account_person'))
    throw invalid([{ field: 'personId', message: 'another account is linked to this person' }])
  throw error
}
