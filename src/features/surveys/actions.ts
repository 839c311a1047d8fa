import type { Ctx } from '../../kit/ctx.ts'
import { AppError } from '../../lib/errors.ts'
import { getIntegration } from '../integrations/actions.ts'
import { chosenCredential } from '../samples/actions.ts'
import { findSurvey, queueSurvey, type SurveyRow } from './store.ts'

/** Has the whole list of an integration counted by the worker. Throws `input.invalid` where no credential is chosen. */
export async function askSurvey(ctx: Ctx, id: string): Promise<SurveyRow> {
  const row = await getIntegration(ctx, id)
  chosenCredential(row)
  await queueSurvey(ctx.db, row.id)
  return getSurvey(ctx, id)
}

/** The last survey of an integration. Throws `not.found` where there is none. */
export async function getSurvey(ctx: Ctx, id: string): Promise<SurveyRow> {
  const { id: bare, name } = await getIntegration(ctx, id)
  const row = await findSurvey(ctx.db, bare)
  if (row) return row
  throw new AppError('not.found', `The list of "${name}" was not surveyed yet; ask for it first`)
}
