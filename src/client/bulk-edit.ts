import type { Json } from '../lib/value.ts'
import { at, type Call } from './call.ts'
import type { Run } from './run.ts'

/** What is done by hand to many people: each by id, or everybody whom the list has. */
export interface BulkEdit {
  readonly act: 'edit' | 'archive' | 'restore'
  readonly people:
    | { readonly ids: readonly string[] }
    | {
        readonly filter?: string
        readonly search?: string
        readonly archived?: boolean
        readonly sort?: string
        /** Ids of those who are left out. */
        readonly but?: readonly string[]
      }
  readonly values?: Readonly<Record<string, Json>>
  readonly giveBack?: readonly string[]
}

export function bulkEditCalls(call: Call) {
  const root = '/api/bulk-edits'
  return {
    create: (edit: BulkEdit) => call<Run>('POST', root, edit),
    apply: (id: string, digest: string) => call<Run>('POST', at(root, id, 'apply'), { digest }),
    reject: (id: string, digest: string) => call<Run>('POST', at(root, id, 'reject'), { digest }),
  }
}
