import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { invalid } from '../../lib/errors.ts'
import { type AccountRow, updateAccount } from '../accounts/store.ts'
import { checkPassword, endOthers, getOwnSession, type Signed } from '../sessions/actions.ts'
import type { NewPassword } from './schema.ts'

/** Changes the name of the own account. */
export async function rename(ctx: Ctx, name: string): Promise<AccountRow> {
  const { account } = await getOwnSession(ctx)
  return updateAccount(ctx.db.pool, account.id, { name })
}

/** Changes the own password, and ends every other session. Throws `sign-in.refused` and `input.invalid`. */
export async function changePassword(
  ctx: Ctx,
  { current, password }: z.output<typeof NewPassword>,
): Promise<Signed> {
  const { account } = await getOwnSession(ctx)
  await checkPassword(ctx, account, current)
  const problem = await ctx.passwords.problem(password, [account.name, account.email ?? ''])
  if (problem !== undefined) throw invalid([{ field: 'password', message: problem }])
  await updateAccount(ctx.db.pool, account.id, { password_hash: await ctx.passwords.hash(password) })
  return endOthers(ctx)
}
