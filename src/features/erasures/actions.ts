import { inTransaction } from '../../db/transaction.ts'
import { readFields } from '../../directory/catalogue.ts'
import { erasePerson } from '../../directory/erase.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { readAll } from '../../kit/list/read-all.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { changesOf, getPerson } from '../people/actions.ts'
import type { Everything } from './rules.ts'
import { accountOf, forgetAnswers, forgetViews, recordsOf } from './store.ts'

/** Everything that is kept about one person. Throws `not.found`. */
export async function gatherEverything(ctx: Ctx, id: string): Promise<Everything> {
  const file = await getPerson(ctx, id)
  const [fields, records, account, history] = await Promise.all([
    readFields(ctx.db.pool),
    recordsOf(ctx.db, file.row.id),
    accountOf(ctx.db, file.row.id),
    wholeHistory(ctx, id),
  ])
  const retired = fields.filter((field) => field.retired)
  return { madeAt: new Date(ctx.clock.now()), file, retired, records, account, history }
}

async function wholeHistory(ctx: Ctx, id: string): Promise<readonly ChangeRow[]> {
  const { changes } = await changesOf(ctx, id)
  const rows: ChangeRow[] = []
  for await (const row of readAll(ctx.db, changes)) rows.push(row)
  return rows
}

/** Erases a person for good. Throws `not.found`, `input.invalid` where another name was typed, and `conflict`. */
export async function erase(
  ctx: Ctx,
  { id, username }: { readonly id: string; readonly username: string },
): Promise<void> {
  const { row, isErased } = await getPerson(ctx, id)
  if (isErased) throw new AppError('conflict', 'This person was erased already')
  if (username !== row.username)
    throw invalid([{ field: 'username', message: 'is not that of this person; nobody was erased' }])
  const erased = await inTransaction(ctx.db.pool, (client) =>
    erasePerson(client, { personId: row.id, actor: ctx.actor.name }),
  )
  await forgetViews(ctx.db, erased)
  await forgetAnswers(ctx.db, erased)
}
