import type { z } from 'zod'
import { keepTerms, type Terms } from '../../directory/terms.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { personNamed, sight } from '../people/actions.ts'
import { edited, number, termProblems } from './rules.ts'
import type { ApplicationEdit } from './schema.ts'
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

/** What is kept of an application, the same for whoever asks. Throws `not.found`. */
export async function getTerms(
  ctx: Ctx,
  id: string,
): Promise<{ readonly vendor: string; readonly instance: string; readonly terms: Terms }> {
  const { vendor, instance, ...row } = found(await findApplication(ctx.db, bareId('app', id)), id)
  return { vendor, instance, terms: { ...row, seat_price: number(row.seat_price) } }
}

/** Changes what is known of an application; what is not said stays. Throws `not.found` and `input.invalid`. */
export async function editApplication(
  ctx: Ctx,
  { id, ownerId, ...edit }: { readonly id: string } & z.output<typeof ApplicationEdit>,
): Promise<ApplicationRow> {
  const before = (await getTerms(ctx, id)).terms
  const owner = await personNamed(ctx, 'ownerId', ownerId)
  const terms = { ...edited(before, edit), ...(owner === undefined ? {} : { owner_id: owner }) }
  const problems = termProblems(terms)
  if (problems.length > 0) throw invalid(problems)
  await keepTerms(ctx.db.pool, bareId('app', id), terms)
  return getApplication(ctx, id)
}

function found<T>(row: T | undefined, id: string): T {
  if (row) return row
  throw new AppError('not.found', `There is no SaaS application ${id}`)
}
