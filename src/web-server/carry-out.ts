import type { PoolClient } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { withinTransaction } from '../db/within-transaction.ts'
import type { Ctx } from '../kit/ctx.ts'
import type { Route } from '../kit/route.ts'

/** Does what a route is for, and answers what it may say. All that an unsafe route writes is one transaction. */
export function carryOut(route: Route, ctx: Ctx, input: unknown): Promise<unknown> {
  const answer = async (inside: Ctx) => route.output.parse(await route.run(inside, input))
  if (route.method === 'get' || route.callsOut) return answer(ctx)
  return inTransaction(ctx.db.pool, async (client) => {
    await waitBriefly(client)
    return answer({ ...ctx, db: withinTransaction(client) })
  })
}

/** Somebody waits for the answer: what another holds for longer is `database.locked`. */
async function waitBriefly(client: PoolClient): Promise<void> {
  await client.query(`set local lock_timeout = '2s'`)
}
