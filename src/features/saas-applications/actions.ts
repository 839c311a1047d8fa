import type { z } from 'zod'
import type { Connections } from '../../db/pool.ts'
import { inTransaction } from '../../db/transaction.ts'
import { keepTerms, type Terms } from '../../directory/terms.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { wantBegun } from '../../kit/list/as-of.ts'
import { type Asked, asked } from '../../kit/list/asked.ts'
import type { List, Wish } from '../../kit/list/read-list.ts'
import type { ChangeRow } from '../../kit/record/changes.ts'
import { AppError, invalid } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { personNamed, sight } from '../people/actions.ts'
import { saidTerms, termProblems } from '../terms/rules.ts'
import type { TermsEdit } from '../terms/schema.ts'
import { termChanges } from '../terms/store.ts'
import { type Comparing, mixedProblem, number, openUnits, present } from './rules.ts'
import type { ApplicationAnswer, ApplicationsQuery } from './schema.ts'
import {
  type ApplicationRow,
  applicationList,
  type CostRow,
  costsOf,
  findApplication,
  readApplication,
  unitsOf,
  type Wanted,
} from './store.ts'

type Answer = z.input<typeof ApplicationAnswer>

/** Which applications are asked for. */
type Which = z.output<typeof ApplicationsQuery>

/** The list of applications as it may be asked. Throws `input.invalid` where it would compare amounts of different currencies. */
export async function listApplications(
  ctx: Ctx,
  { filter, sort, by, ...which }: Which & Comparing,
): Promise<Asked<Answer>> {
  const list = await listOf(ctx, which)
  await wantComparable(ctx.db, list, { filter, sort, by })
  return asked(ctx.db, list, (rows) => rows.map(present))
}

/** What the inactive accounts of a list cost, by currency. Throws as the list does. */
export async function costs(
  ctx: Ctx,
  { filter, ...which }: Which & Pick<Wish, 'filter'>,
): Promise<readonly CostRow[]> {
  const list = await listOf(ctx, which)
  await wantComparable(ctx.db, list, { filter })
  return costsOf(ctx.db, list, filter)
}

async function listOf(ctx: Ctx, { search, archived, asOf }: Which): Promise<List<ApplicationRow>> {
  if (asOf !== undefined) wantBegun(ctx, asOf)
  const past = asOf === undefined ? undefined : { day: asOf, zone: ctx.zone }
  return applicationList({ ...(await knownTo(ctx)), search, archived, past })
}

/** Refuses to compare amounts that are in different currencies, or for different periods. Throws `input.invalid`. */
export async function wantComparable(
  db: Connections,
  list: List<ApplicationRow>,
  wish: Comparing,
): Promise<void> {
  const open = openUnits(wish)
  if (open.length === 0) return
  const known = await unitsOf(db, list)
  const problems = open.flatMap((each) => {
    const values = known?.[each.unit] ?? []
    return values.length > 1 ? [mixedProblem(each, values)] : []
  })
  if (problems.length > 0) throw invalid(problems)
}

/** An application of a public id, as the actor may know it. Throws `not.found`. */
export async function getApplication(ctx: Ctx, id: string): Promise<ApplicationRow> {
  return found(await readApplication(ctx.db, bareId('app', id), await knownTo(ctx)), id)
}

/** What the actor may know of applications; whoever may change terms may know them. */
export async function knownTo(ctx: Ctx): Promise<Wanted> {
  const { rights } = ctx.actor
  const showsTerms = rights.has('saas-applications:read') || rights.has('saas-applications:write')
  return { sight: await sight(ctx), connectors: ctx.connectors, showsTerms, zone: ctx.zone }
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
