import type { z } from 'zod'
import { inTransaction } from '../../db/transaction.ts'
import { keepTerms, type Terms } from '../../directory/terms.ts'
import type { Ctx } from '../../kit/ctx.ts'
import type { List } from '../../kit/list/read-list.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { personNamed, sight } from '../people/actions.ts'
import { saidTerms, termProblems } from '../terms/rules.ts'
import type { TermsEdit } from '../terms/schema.ts'
import { termChanges } from '../terms/store.ts'
import { number } from './rules.ts'
import { type ApplicationRow, findApplication, readApplication, type Wanted } from './store.ts'

/** An application of a public id, as the actor may know it. Throws `not.found`. */
export async function getApplication(ctx: Ctx, id: string): Promise<ApplicationRow> {
  return found(await readApplication(ctx.db, bareId('app', id), await knownTo(ctx)), id)
}

/** What the actor may know of applications; whoever may change terms may know them. */
export async function knownTo(ctx: Ctx): Promise<Wanted> {
  const { rights } = ctx.actor
  const showsTerms = rights.has('saas-applications:read') || rights.has('saas-applications:write')
  return { sight: await sight(ctx), connectors: ctx.connectors, showsTerms }
}

/** The history of the terms of an application, the newest first. Throws `not.found`. */
export async function historyOf(ctx: Ctx, id: string): Promise<List<ChangeRow>> {
  const { id: bare } = await getApplication(ctx, id)
  return termChanges(bare, await sight(ctx))
}

/** What is kept of an application, the same for whoever asks. Throws `not.found`. */
export async function getTerms(
  ctx: Ctx,
  id: string,
): Promise<Pick<ApplicationRow, 'vendor' | 'instance' | 'archived_at'> & { readonly terms: Terms }> {
  const { vendor, instance, archived_at, ...row } = found(
    await findApplication(ctx.db, bareId('app', id)),
    id,
  )
  return { vendor, instance, archived_at, terms: { ...row, seat_price: number(row.seat_price) } }
}

/** Changes what is known of an application; what is not said stays. Throws `not.found` and `input.invalid`. */
export async function editApplication(
  ctx: Ctx,
  { id, ...edit }: { readonly id: string } & z.output<typeof TermsEdit>,
): Promise<ApplicationRow> {
  const { terms: before, archived_at } = await getTerms(ctx, id)
  if (archived_at)
    throw new AppError('conflict', 'This SaaS application is archived; restore it to change its terms')
  const terms = saidTerms(edit, await personNamed(ctx, 'ownerId', edit.ownerId))
  const problems = termProblems({ ...before, ...terms })
  if (problems.length > 0) throw invalid(problems)
  const { name: actor } = ctx.actor
  await inTransaction(ctx.db.pool, (client) => keepTerms(client, { id: bareId('app', id), terms, actor }))
  return getApplication(ctx, id)
}

function found<T>(row: T | undefined, id: string): T {
  if (row) return row
  throw new AppError('not.found', `There is no SaaS application ${id}`)
}
