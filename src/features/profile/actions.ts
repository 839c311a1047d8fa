import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { withinTransaction } from '../../db/within-transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { invalid } from '../../lib/errors.ts'
import { type AccountRow, updateAccount } from '../accounts/store.ts'
import { dropTickets } from '../invitations/store.ts'
import { checkPassword, endOthers, getOwnSession, type Signed } from '../sessions/actions.ts'
import type { NewPassword } from './schema.ts'

/** Changes the name of the own account. */
export async function rename(ctx: Ctx, name: string): Promise<AccountRow> {
  const { account } = await getOwnSession(ctx)
  return updateAccount(ctx.db.pool, account.id, { name })
}

/** Changes the own password; every other session ends, and links that were to choose one. Throws `sign-in.refused` and `input.invalid`. */
export async function changePassword(
  ctx: Ctx,
  { current, password }: z.output<typeof NewPassword>,
): Promise<Signed> {
  const { account } = await getOwnSession(ctx)
  await checkPassword(ctx, account, current)
  const problem = await ctx.passwords.problem(password, [account.name, account.email ?? ''])
  if (problem !== undefined) throw invalid([{ field: 'password', message: problem }])
  const password_hash = await ctx.passwords.hash(password)
  return inTransaction(ctx.db.pool, async (client) => {
    const within = { ...ctx, db: withinTransaction(client) }
    await updateAccount(within.db.pool, account.id, { password_hash })
    await dropTickets(client, account.id)
    return endOthers(within)
  })
}
