import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { isTaken } from '../../kit/database-fault.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { deleteAccount } from '../accounts/store.ts'
import { dropTickets } from '../invitations/store.ts'
import { decidesAccounts } from '../roles/rules.ts'
import { findRole } from '../roles/store.ts'
import { presentList } from '../scim/rules.ts'
import { endSessions } from '../sessions/store.ts'
import { type Kept, keptOf, patchedUser, presentUser, type ScimAccount } from './rules.ts'
import type { ScimPatch, ScimQuery, ScimUser } from './schema.ts'
import { findScimAccount, insertScimAccount, listScimAccounts, updateScimAccount } from './store.ts'

/** A piece of the accounts that fit a filter. */
export async function readUsers(ctx: Ctx, wanted: z.output<typeof ScimQuery>) {
  const listed = await listScimAccounts(ctx.db, wanted)
  return presentList(
    listed,
    wanted,
    listed.rows.map((account) => presentUser(account, ctx.origin())),
  )
}

/** The account of a SCIM user. Throws `not.found`. */
export async function getUser(ctx: Ctx, id: string): Promise<ScimAccount> {
  const account = await findScimAccount(ctx.db.pool, bareId('acc', id))
  if (!account) throw new AppError('not.found', `There is no user ${id}`)
  return account
}

/** Makes an account, as an employee; groups give other roles. Throws `conflict` when the address has one. */
export const makeUser = (ctx: Ctx, user: z.output<typeof ScimUser>): Promise<ScimAccount> =>
  insertScimAccount(ctx.db.pool, keptOf(user)).catch(taken)

/** Puts a user in place of what there was. Throws `not.found`, `not.allowed`, `conflict`. */
export async function replaceUser(
  ctx: Ctx,
  id: string,
  user: Readonly<Record<string, unknown>>,
): Promise<ScimAccount> {
  const account = await getUser(ctx, id)
  await keepAway(ctx, account)
  return keepUser(ctx, account, keptOf(user))
}

/** Changes a user by operations. Throws as replacing does. */
export async function patchUser(
  ctx: Ctx,
  id: string,
  { Operations }: z.output<typeof ScimPatch>,
): Promise<ScimAccount> {
  const { meta: _, id: __, ...before } = presentUser(await getUser(ctx, id), ctx.origin())
  return replaceUser(ctx, id, await patchedUser(before, Operations))
}

async function keepUser(ctx: Ctx, before: ScimAccount, kept: Kept): Promise<ScimAccount> {
  const after = await updateScimAccount(ctx.db.pool, before.id, kept).catch(taken)
  if (after.state === 'disabled') {
    await endSessions(ctx.db.pool, after.id)
    await dropTickets(ctx.db.pool, after.id)
  }
  return after
}

/** Removes a user's account; what it did stays in history. */
export async function removeUser(ctx: Ctx, id: string): Promise<void> {
  const account = await getUser(ctx, id)
  await keepAway(ctx, account)
  await deleteAccount(ctx.db.pool, account.id)
}

/** A provider reaches nobody who decides about accounts: whoever has its token would be one of them. */
async function keepAway({ db }: Ctx, account: Pick<ScimAccount, 'role' | 'name'>): Promise<void> {
  const role = await findRole(db.pool, account.role)
  if (role && decidesAccounts(role))
    throw new AppError('not.allowed', `"${account.name}" may change accounts, and is changed only here`)
}

function taken(error: unknown): never {
  if (!isTaken(error, 'account_email')) throw error
  throw new AppError('conflict', 'Another account has this address')
}
