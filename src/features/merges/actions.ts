import { inTransaction } from '../../db/transaction.ts'
import { lockBriefly } from '../../directory/lock.ts'
import { mergePeople, previewMerge } from '../../directory/merge.ts'
import { splitPeople } from '../../directory/split.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError, type Problem } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { findSeen, getPerson, type PersonFile, sight } from '../people/actions.ts'
import type { Pair } from './rules.ts'
import { belongingsOf, findMerge } from './store.ts'

/** Who stays, and who becomes part of them, by public ids. */
interface Named {
  readonly id: string
  readonly personId: string
}

/** What a merge would make of two people. Throws `not.found`, `not.allowed` and `conflict`. */
export async function previewPair(ctx: Ctx, named: Named): Promise<Pair> {
  const { fields, into, from } = await findPair(ctx, named)
  const theirs = await checkPair(ctx, [into.id, from.id])
  const merging = { intoId: into.id, fromId: from.id }
  const plan = await inTransaction(ctx.db.pool, (client) => previewMerge(client, merging))
  return { into, from, fields, theirs, plan }
}

/** Makes two people one, exactly as the preview showed. Throws as it does, and `conflict` where something else would come out. */
export async function mergePair(
  ctx: Ctx,
  { digest, ...named }: Named & { readonly digest: string },
): Promise<PersonFile> {
  const { into, from } = await findPair(ctx, named)
  const wish = { intoId: into.id, fromId: from.id, digest, actor: ctx.actor.name }
  const plan = await inTransaction(ctx.db.pool, async (client) => {
    await lockBriefly(client)
    await checkPair(ctx, [into.id, from.id])
    return mergePeople(client, wish)
  })
  refuse(plan.refused)
  if (plan.digest !== digest)
    throw new AppError('conflict', 'One of the two was changed meanwhile; look at what would come out now')
  return getPerson(ctx, named.id)
}

/** Takes a merge back. Throws `not.found` where there is none, and `conflict` with what is in its way. */
export async function splitPair(ctx: Ctx, { id, personId }: Named): Promise<PersonFile> {
  refuseLimited(ctx)
  const seen = await sight(ctx)
  const { id: intoId } = await findSeen(ctx, id, seen)
  const mergeId = await findMerge(ctx.db, { intoId, fromId: bareId('per', personId) })
  if (!mergeId) throw new AppError('not.found', `${personId} did not become part of this person`)
  const wish = { mergeId, actor: ctx.actor.name }
  refuse(await inTransaction(ctx.db.pool, (client) => splitPeople(client, wish)))
  return getPerson(ctx, id)
}

async function findPair(ctx: Ctx, { id, personId }: Named) {
  refuseLimited(ctx)
  const seen = await sight(ctx)
  const [into, from] = await Promise.all([findSeen(ctx, id, seen), findSeen(ctx, personId, seen)])
  if (into.id === from.id) throw new AppError('conflict', 'These are one person already')
  if (into.archived_at !== null)
    throw new AppError(
      'conflict',
      'Whoever stays must not be archived; restore them first, or let the other stay',
    )
  return { fields: seen.fields, into, from }
}

/** What is made of two people is only seen by whoever sees everything of both. */
function refuseLimited({ actor }: Ctx): void {
  if (actor.filter || actor.hiddenFields.length > 0)
    throw new AppError('not.allowed', 'Your role sees only some people or fields, so it cannot merge people')
}

async function checkPair({ db, actor }: Ctx, [intoId, fromId]: readonly [string, string]) {
  const [ours, theirs] = await Promise.all([belongingsOf(db, intoId), belongingsOf(db, fromId)])
  if (ours.is_erased || theirs.is_erased)
    throw new AppError('conflict', 'Somebody who was erased is nobody any more')
  if (ours.account !== null && theirs.account !== null)
    throw new AppError(
      'conflict',
      `Both sign in here, as "${ours.account}" and "${theirs.account}": link one of the accounts to nobody first`,
    )
  if (theirs.account !== null && !actor.rights.has('accounts:write'))
    throw new AppError(
      'not.allowed',
      'An account would be linked to somebody else: that needs "accounts:write"',
    )
  return theirs
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const why = problems.map(({ field, message }) => `${field}: ${message}`).join('; ')
  throw new AppError('conflict', `It does not go. ${why}`)
}
