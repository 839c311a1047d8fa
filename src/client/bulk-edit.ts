import type { Json } from '../lib/value.ts'
import { at, type Call } from './call.ts'
import type { ApplicationPatch } from './person.ts'
import type { Run } from './run.ts'

/** Each by id, or all that the list has. */
export type Chosen =
  | { readonly ids: readonly string[] }
  | {
      readonly filter?: string
      readonly search?: string
      readonly archived?: boolean
      readonly sort?: string
      /** Ids of those that are left out. */
      readonly but?: readonly string[]
    }

/** What is done by hand to many people or devices. */
interface Edit {
  readonly act: 'edit' | 'archive' | 'restore'
  readonly values?: Readonly<Record<string, Json>>
  readonly giveBack?: readonly string[]
}

export type BulkEdit = Edit & { readonly people: Chosen }
export type DeviceBulkEdit = Edit & { readonly devices: Chosen }

/** Whose many SaaS users become; its plan is applied like that of a bulk edit of people. */
export interface SaasUserLinks {
  readonly saasUsers: { readonly ids: readonly string[] } | ChosenSaasUsers
  readonly to: 'address' | 'person' | 'nobody' | 'sources'
  readonly personId?: string
  /** Of nobody’s: why they need no person. */
  readonly noPersonReason?: string
}

interface ChosenSaasUsers {
  readonly filter?: string | undefined
  readonly search?: string | undefined
  readonly applicationId?: string | undefined
  readonly sort?: string | undefined
  /** Ids of those that are left out. */
  readonly but?: readonly string[]
}

/** What becomes of the terms of many SaaS applications, or that they are archived or restored. */
export interface ApplicationBulkEdit {
  readonly act: Edit['act']
  readonly applications: Chosen
  readonly terms?: ApplicationPatch
}

export const bulkEditCalls = (call: Call) => ({
  saasUserLinks: {
    create: (links: SaasUserLinks) => call<Run>('POST', '/api/saas-user-links', links),
  },
  bulkEdits: callsOf<BulkEdit>(call, '/api/bulk-edits'),
  applicationBulkEdits: callsOf<ApplicationBulkEdit>(call, '/api/saas-application-bulk-edits'),
  deviceBulkEdits: callsOf<DeviceBulkEdit>(call, '/api/device-bulk-edits'),
})

function callsOf<E extends object>(call: Call, root: string) {
  return {
    create: (edit: E) => call<Run>('POST', root, edit),
    apply: (id: string, digest: string) => call<Run>('POST', at(root, id, 'apply'), { digest }),
    reject: (id: string, digest: string, reason?: string) =>
      call<Run>('POST', at(root, id, 'reject'), reason ? { digest, reason } : { digest }),
  }
}
