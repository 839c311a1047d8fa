import { at, type Call, withQuery } from './call.ts'
import type { Decision, Outcome, OutcomeFile, OutcomesWish, Run } from './run.ts'
import type { Page, PageWish } from './types.ts'

/** The calls about runs, and what became of each record. */
export function runCalls(call: Call) {
  const root = '/api/runs'
  return {
    list: (
      wish: PageWish & {
        readonly integrationId?: string | undefined
        readonly personId?: string | undefined
      } = {},
    ) => call<Page<Run>>('GET', withQuery(root, wish)),
    get: (id: string) => call<Run>('GET', at(root, id)),
    decision: (id: string) => call<Decision>('GET', at(root, id, 'decision')),
    outcomes: (id: string, wish: PageWish & OutcomesWish = {}) =>
      call<Page<Outcome>>('GET', withQuery(at(root, id, 'outcomes'), wish)),
    outcome: (id: string, number: number) =>
      call<OutcomeFile>('GET', at(at(root, id, 'outcomes'), String(number))),
    /** Where the outcomes come from as a table. */
    exportAddress: (id: string, wish: OutcomesWish) =>
      withQuery(at(at(root, id, 'outcomes'), 'export'), wish),
    apply: (id: string, digest: string) => call<Run>('POST', at(root, id, 'apply'), { digest }),
    release: (id: string, digest: string) => call<Run>('POST', at(root, id, 'release'), { digest }),
    reject: (id: string, digest: string, reason?: string) =>
      call<Run>('POST', at(root, id, 'reject'), reason ? { digest, reason } : { digest }),
    undo: (id: string) => call<Run>('POST', at(root, id, 'undo')),
    cancel: (id: string) => call<Run>('POST', at(root, id, 'cancel')),
  }
}
