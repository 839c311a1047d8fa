import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { checkMerger } from '../runs/rules.ts'
import { tendDuplicates } from './jobs.ts'
import { type DuplicateRow, duplicateList, findDuplicate, isSmall, keepDismissed } from './store.ts'

/** People who may be the same, or of whom somebody said that they are not. Throws `not.allowed` as a merge does. */
export async function listDuplicates(ctx: Ctx, isDismissed: boolean) {
  checkMerger(ctx.actor, false)
  if (await isSmall(ctx.db)) await tendDuplicates(ctx)
  return duplicateList(isDismissed)
}

/** The pair of a public id. Throws `not.found`. */
export async function getDuplicate(ctx: Ctx, id: string): Promise<DuplicateRow> {
  checkMerger(ctx.actor, false)
  const row = await findDuplicate(ctx.db, bareId('dup', id))
  if (!row) throw new AppError('not.found', `There is no duplicate ${id}`)
  return row
}

/** Says that two people are two, or, with null, that they may be one after all. */
export async function dismissDuplicate(ctx: Ctx, id: string, by: string | null): Promise<DuplicateRow> {
  const row = await getDuplicate(ctx, id)
  await keepDismissed(ctx.db, row.id, by)
  return getDuplicate(ctx, id)
}
