import type { Problem } from '../lib/errors.ts'
import type { Json, JsonObject } from '../lib/value.ts'

/** Where a mapped value comes from. */
export type Source =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'custom'; readonly expression: string }
  | { readonly kind: 'constant'; readonly value: string | number | boolean }

interface MappingEntry {
  readonly target: string
  readonly source: Source
  readonly pipes?: string
}

interface SyncKey {
  readonly field: string
  readonly update: boolean
}

/** What is written where, and by which unique fields a row finds its person. */
interface Mapping {
  readonly customFields?: JsonObject
  readonly entries: readonly MappingEntry[]
  readonly syncKeys: readonly SyncKey[]
}

export type Selection = 'user' | 'user_and_saas_user'
export type Preference = 'create_update' | 'create' | 'update'

/** A customer's use of a load. `missing` says what it still needs before it can run. */
export interface Integration {
  readonly id: string
  readonly name: string
  readonly connector: string
  readonly load: string
  readonly credentialId: string | null
  readonly selection: Selection
  readonly preference: Preference
  readonly instance: string
  readonly state: 'draft' | 'active' | 'paused'
  readonly mapping: Mapping
  readonly conditions: Json
  readonly contacts: readonly string[]
  readonly revision: number
  readonly missing: readonly Problem[]
  readonly launchedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export interface NewIntegration {
  readonly connector: string
  readonly load: string
  readonly name?: string
  readonly credentialId?: string
  readonly selection: Selection
  readonly preference: Preference
  readonly instance?: string
  readonly mapping?: Mapping
  readonly conditions?: Json
  readonly contacts?: readonly string[]
}

export type IntegrationPatch = Partial<NewIntegration>

/** What Smart Mapping proposes, and the integration as it is afterwards. */
export interface SmartMapping {
  readonly proposals: readonly {
    readonly target: string
    readonly targetLabel: string
    readonly source: Source
    readonly sourceLabel: string
    readonly reason: string
  }[]
  readonly integration: Integration
}
