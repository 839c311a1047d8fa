import type { Json } from '../lib/value.ts'
import { at, type Call } from './call.ts'
import type { Person } from './person.ts'
import type { Run } from './run.ts'

/** What it would make of two people if one became part of the other. */
export interface MergePreview {
  /** Who stays. */
  readonly into: Person
  readonly from: Person
  /** Where the two differ. */
  readonly fields: readonly {
    readonly field: string
    readonly label: string
    readonly into: Json
    readonly from: Json
    readonly after: Json
    readonly changes: boolean
  }[]
  readonly moves: { readonly records: number; readonly saasUsers: number; readonly account: boolean }
  /** Why it does not go. */
  readonly refused: readonly { readonly field: string; readonly message: string }[]
}

/** Two people who become one, or are taken apart again: asked for as a plan, which is then applied or thrown away. */
export const mergeCalls = (call: Call) => ({
  merges: {
    /** What would come of each field, before anything is asked for. */
    preview: (id: string, personId: string) =>
      call<MergePreview>('GET', at(at('/api/people', id, 'merge'), personId)),
    create: (id: string, personId: string) => call<Run>('POST', at('/api/people', id, 'merge'), { personId }),
    split: (id: string, personId: string) => call<Run>('POST', at('/api/people', id, 'split'), { personId }),
    apply: (id: string, digest: string) => call<Run>('POST', at('/api/merges', id, 'apply'), { digest }),
    reject: (id: string, digest: string, reason?: string) =>
      call<Run>('POST', at('/api/merges', id, 'reject'), reason ? { digest, reason } : { digest }),
  },
})
