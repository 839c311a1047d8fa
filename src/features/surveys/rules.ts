import type { z } from 'zod'
import type { ObjectKind } from '../../directory/field.ts'
import { adviseKeys } from '../../sync/mapping/key-advice.ts'
import type { SurveyAnswer } from './schema.ts'
import type { SurveyRow } from './store.ts'

/** What was counted, and what the records become. */
export interface Survey {
  readonly row: SurveyRow
  readonly object: ObjectKind
}

/** What a survey found, in words of what its records become. */
export function presentSurvey({ row, object }: Survey): z.input<typeof SurveyAnswer> {
  const advice = row.counts && adviseKeys(row.counts, object)
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
