import type { KeptMerge } from '../../db/sync-tables.ts'
import { inTransaction } from '../../db/transaction.ts'
import { previewMerge, refuse } from '../../directory/merge/pair.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId, publicId } from '../../lib/ids.ts'
import { findSeen, sight } from '../people/actions.ts'
import { getSeen, type Rejection, rejectSeen, releaseSeen, type Word } from '../plans/actions.ts'
import { getRun } from '../runs/actions.ts'
import { checkMerger } from '../runs/rules.ts'
import type { RunRow } from '../runs/store.ts'
import type { Pair } from './rules.ts'
import { belongingsOf, findMerge, mergeOfRun, queueMerge } from './store.ts'

/** Who stays, and who becomes part of them, by public ids. */
interface Named {
  readonly id: string
  readonly personId: string
}

/** What a merge would make of two people. Throws `not.found`, `not.allowed` and `conflict`. */
export async function previewPair(ctx: Ctx, named: Named): Promise<Pair> {
  const { merge, ...pair } = await findPair(ctx, named)
  const plan = await inTransaction(ctx.db.pool, (client) => previewMerge(client, merge))
  return { ...pair, plan }
}

/** Queues a merge, whose plan is to be looked at. Throws as the preview does, and `conflict` where it does not go. */
export async function askMerge(ctx: Ctx, named: Named): Promise<RunRow> {
  const { merge } = await findPair(ctx, named)
  return ask(ctx, merge)
}

/** Queues the plan by which a merge is taken back. Throws `not.found` where there is none, and `conflict` with what is in its way. */
export async function askSplit(ctx: Ctx, { id, personId }: Named): Promise<RunRow> {
  const { id: intoId } = await findSeen(ctx, id, await sight(ctx))
  const fromId = bareId('per', personId)
  const made = await findMerge(ctx.db, { intoId, fromId })
  if (!made) throw new AppError('not.found', `${personId} did not become part of this person`)
  return ask(ctx, { intoId, fromId, withAccount: made.with_account, mergeId: made.id }, made.run_id)
}

/** Queues the plan by which the run of a merge is taken back; of a run that took one apart, they become one again. */
export async function takeMergeBack(ctx: Ctx, { id, merge }: RunRow): Promise<RunRow> {
  const { intoId = '', fromId = '', mergeId } = merge ?? {}
  if (mergeId) {
    const pair = { id: publicId('per', intoId), personId: publicId('per', fromId) }
    return ask(ctx, (await findPair(ctx, pair)).merge, id)
  }
  const made = await mergeOfRun(ctx.db, id)
  if (!made) throw new AppError('run.state', 'They were taken apart already')
  return ask(ctx, { intoId, fromId, withAccount: made.with_account, mergeId: made.id }, id)
}

async function ask(ctx: Ctx, merge: KeptMerge, undoes: string | null = null): Promise<RunRow> {
  checkMerger(ctx.actor, merge.withAccount)
  const { refused } = await inTransaction(ctx.db.pool, (client) => previewMerge(client, merge))
  refuse(refused)
  const runId = await queueMerge(ctx.db, { merge, undoes, actor: ctx.actor.name })
  return getRun(ctx, publicId('run', runId))
}

async function findPair(ctx: Ctx, { id, personId }: Named) {
  const seen = await sight(ctx)
  const [into, from] = await Promise.all([findSeen(ctx, id, seen), findSeen(ctx, personId, seen)])
  const theirs = await belongingsOf(ctx.db, from.id)
  const withAccount = theirs.account !== null
  checkMerger(ctx.actor, withAccount)
  return {
    fields: seen.fields,
    into,
    from,
    theirs,
    merge: { intoId: into.id, fromId: from.id, withAccount },
  }
}

/** Releases the plan of a merge that was looked at, its brakes with it. Throws `run.stale` when it is another by now. */
export const applyMerge = async (ctx: Ctx, word: Word): Promise<RunRow> =>
  releaseSeen(ctx, await getMerge(ctx, word))

/** Throws the plan of a merge away. */
export const rejectMerge = async (ctx: Ctx, word: Rejection): Promise<RunRow> =>
  rejectSeen(ctx, await getMerge(ctx, word), word.reason)

async function getMerge(ctx: Ctx, word: Word): Promise<RunRow> {
  const run = await getSeen(ctx, word)
  if (!run.merge) throw new AppError('not.found', `There is no merge ${word.id}`)
  checkMerger(ctx.actor, run.merge.withAccount)
  return run
}
