import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { bareId } from '../../lib/ids.ts'
import { isOfNone } from '../runs/rules.ts'
import { findRun } from '../runs/store.ts'
import { type EndedRun, noticeOf, settledTopics } from './rules.ts'
import {
  closeNotices,
  findNotice,
  findUntold,
  markSeen,
  markTold,
  type NewNotice,
  type NoticeRow,
  openNotice,
} from './store.ts'

/** Tells the contacts of an integration, once while the reason lasts. The log's secrets are no news to anybody. */
export async function tell(ctx: Ctx, notice: NewNotice): Promise<void> {
  await openNotice(ctx.db, { ...notice, message: ctx.redact.clean(notice.message) })
}

/** Learns how a run ended: opens what has to be told, closes what is no more. */
export async function tellOfRun(ctx: Ctx, run: EndedRun): Promise<void> {
  // What comes from the directory itself is looked at by whoever asked for it; it has no contacts.
  const told = isOfNone(run) ? undefined : noticeOf(run)
  const topics = settledTopics(run)
  await closeNotices(ctx.db, { integrationId: run.integration_id, topics, but: told?.reason })
  if (told) await tell(ctx, { integrationId: run.integration_id, runId: run.id, ...told })
  await markTold(ctx.db, run)
}

/** Tells how runs ended whose program was killed before it could, or which nobody did. */
export async function tellMissed(ctx: Ctx): Promise<void> {
  for (const id of await findUntold(ctx.db)) {
    const run = await findRun(ctx.db, id)
    if (run) await tellOfRun(ctx, run)
  }
}

/** Notes that somebody saw a notice. It stays open as long as its reason is. Throws `not.found`. */
export async function seeNotice(ctx: Ctx, id: string): Promise<NoticeRow> {
  await markSeen(ctx.db, bareId('ntc', id))
  return getNotice(ctx, id)
}

/** The notice of a public id. Throws `not.found`. */
export async function getNotice(ctx: Ctx, id: string): Promise<NoticeRow> {
  const row = await findNotice(ctx.db, bareId('ntc', id))
  if (!row) throw new AppError('not.found', `There is no notice ${id}`)
  return row
}
