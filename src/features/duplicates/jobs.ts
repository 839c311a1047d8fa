import { inTransaction } from '../../db/transaction.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { findAgain, takeRevision } from './store.ts'

/** Looks through the directory for people who may be the same, once it is another one than the last time. */
export async function tendDuplicates({ db }: Pick<Ctx, 'db'>): Promise<void> {
  await inTransaction(db.pool, async (client) => {
    const revision = await takeRevision(client)
    if (revision !== undefined) await findAgain(client, revision)
  })
}
