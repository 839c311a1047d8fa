import type { z } from 'zod'
import { adviseKeys } from '../../sync/key-advice.ts'
import type { SurveyAnswer } from './schema.ts'
import type { SurveyRow } from './store.ts'

export function presentSurvey(row: SurveyRow): z.input<typeof SurveyAnswer> {
  const advice = row.counts && adviseKeys(row.counts)
  return {
    state: row.state,
    read: row.read,
    records: row.counts?.records ?? null,
    keys: [...(row.counts?.keys ?? [])],
    advice: advice && { keys: [...advice.keys], because: advice.because },
    fault: row.fault,
    askedAt: row.asked_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}
