import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { invalid } from '../../lib/errors.ts'
import { type AccountRow, updateAccount } from '../accounts/store.ts'
import { dropTickets } from '../invitations/store.ts'
import { checkPassword } from '../proofs/actions.ts'
import { endOthers, getOwnSession } from '../sessions/actions.ts'
import type { NewPassword } from './schema.ts'

/** Changes the name of the own account. */
export async function rename(ctx: Ctx, name: string): Promise<AccountRow> {
  const { account } = await getOwnSession(ctx)
  return updateAccount(ctx.db.pool, account.id, { name })
}

/** Hashes another password for the own account. Throws `sign-in.refused` and `input.invalid`. */
export async function preparePassword(
  ctx: Ctx,
  { current, password }: z.output<typeof NewPassword>,
): Promise<string> {
  const { account } = await getOwnSession(ctx)
  await checkPassword(ctx, account, current)
  const problem = await ctx.passwords.problem(password, [account.name, account.email ?? ''])
  if (problem !== undefined) throw invalid([{ field: 'password', message: problem }])
  return ctx.passwords.hash(password)
}

/** Changes the own password; every other session ends, and links that were to choose one. */
export async function changePassword(ctx: Ctx, password_hash: string): Promise<void> {
  const { account } = await getOwnSession(ctx)
  await updateAccount(ctx.db.pool, account.id, { password_hash })
  await dropTickets(ctx.db.pool, account.id)
  await endOthers(ctx)
}
