import { readPages } from '../../connect/read.ts'
import { seenIds } from '../../connect/seen-ids.ts'
import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import { type KeyCounts, keySurvey } from '../../sync/mapping/key-survey.ts'
import { rootsNeeded } from '../../sync/mapping/needs.ts'
import { openLine } from '../credentials/actions.ts'
import { findDraft } from '../samples/actions.ts'
import { endSurvey, findObjects, handBackSurvey, noteRead, type SurveyRow, takeSurvey } from './store.ts'

/** Does the survey that waits longest; the worker does it again and again. False when there is none. */
export async function doSurvey(ctx: Ctx, stopping: AbortSignal): Promise<boolean> {
  const row = await takeSurvey(ctx.db)
  if (!row) return false
  try {
    const counts = await countList(ctx, row, stopping)
    if (counts) await endSurvey(ctx.db, row, { counts })
  } catch (error) {
    if (stopping.aborted) await handBackSurvey(ctx.db, row)
    else await endSurvey(ctx.db, row, { fault: wordsFor(ctx, error) })
  }
  return true
}

/** Undefined when somebody asked for another survey meanwhile. */
async function countList(ctx: Ctx, row: SurveyRow, signal: AbortSignal): Promise<KeyCounts | undefined> {
  const { row: integration, draft } = await findDraft(ctx, publicId('int', row.integration_id))
  const { credential_id } = integration
  if (!credential_id) throw new AppError('not.found', 'The credential of the integration is gone')
  const { load, mapping, conditions } = draft
  const line = await openLine(ctx, credential_id)
  const survey = keySurvey(draft, ctx.clock, (field, values) => findObjects(ctx.db.pool, field, values))
  const extraSelect = rootsNeeded(load, mapping, conditions ?? undefined)
  let read = 0
  for await (const page of readPages({ ...line, load, extraSelect, seen: seenIds(), signal })) {
    await survey.add(page.records)
    read += page.records.length
    if (!(await noteRead(ctx.db, row, read))) return undefined
  }
  return survey.counts
}

function wordsFor(ctx: Ctx, error: unknown): string {
  if (error instanceof AppError) return error.message
  ctx.log.error({ err: error }, 'a survey failed unexpectedly')
  return 'Something went wrong here, and was logged'
}
