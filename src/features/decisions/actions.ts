import type { z } from 'zod'
import type { Ctx } from '../../kit/ctx.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError } from '../../lib/errors.ts'
import { checkEditor, checkStillSeen } from '../bulk-edits/actions.ts'
import { checkReleaser, writers } from '../plans/actions.ts'
import { getRun } from '../runs/actions.ts'
import { checkMerger } from '../runs/rules.ts'
import type { RunRow } from '../runs/store.ts'
import type { DecisionAnswer } from './schema.ts'

/** What whoever asks may decide about a run, as its routes would answer them. Throws `not.found`. */
export async function decisionOn(ctx: Ctx, id: string): Promise<z.input<typeof DecisionAnswer>> {
  const run = await getRun(ctx, id)
  const [apply, reject, undo] = await Promise.all(
    [checkApply, checkReject, checkUndo].map((check) => whyNot(check(ctx, run))),
  )
  return { apply: apply ?? null, reject: reject ?? null, undo: undo ?? null }
}

async function whyNot(check: Promise<void>): Promise<string | null> {
  try {
    await check
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

async function checkApply(ctx: Ctx, run: RunRow): Promise<void> {
  if (isWordByHand(run)) {
    await checkByHand(ctx, run)
    return checkStillSeen(ctx, run)
  }
  wantRight(ctx.actor, run.state === 'held' ? 'runs:approve' : 'runs:write')
  await checkReleaser(ctx, run)
}

async function checkReject(ctx: Ctx, run: RunRow): Promise<void> {
  if (isWordByHand(run)) return checkByHand(ctx, run)
  wantRight(ctx.actor, 'runs:approve')
}

async function checkUndo({ actor }: Ctx, { merge }: RunRow): Promise<void> {
  wantRight(actor, 'runs:approve')
  if (merge) checkMerger(actor, merge.withAccount)
}

/** Whether the word on a plan is that of whoever may do the same by hand. */
const isWordByHand = ({ edit, merge }: RunRow): boolean => edit !== null || merge !== null

async function checkByHand(ctx: Ctx, run: RunRow): Promise<void> {
  wantRight(ctx.actor, writers[run.object])
  if (run.merge) checkMerger(ctx.actor, run.merge.withAccount)
  else await checkEditor(ctx, run)
}
