import type { Problem } from '../lib/errors.ts'
import type { Json, JsonObject } from '../lib/value.ts'

/** One piece of a list. `next` is the cursor of the piece after it, or null at the end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Which piece of a list is wanted. */
export type PageWish = {
  /** 1 to 200; 50 when left out. */
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
}

/** A vendor Muster can load from, as forms and the command line need it. */
export interface Connector {
  readonly id: string
  readonly name: string
  readonly docs: string
  readonly settings: readonly ConnectorSetting[]
  readonly loads: readonly ConnectorLoad[]
}

export interface ConnectorSetting {
  readonly key: string
  readonly label: string
  readonly kind: string
  readonly help?: string
  readonly default?: string
}

export interface ConnectorLoad {
  readonly key: string
  readonly label: string
  readonly of: string
  readonly fields: readonly { readonly key: string; readonly label: string; readonly type: string }[]
}

/** A kept credential. Its secrets are write-only, so `settings` has the others only. */
export interface Credential {
  readonly id: string
  readonly connector: string
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
  readonly origins: readonly string[]
  readonly fingerprint: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly lastUsedAt: string | null
}

export interface NewCredential {
  readonly connector: string
  readonly name: string
  readonly settings: Readonly<Record<string, string>>
}

/** What changes of a credential; settings that are left out stay as they are. */
export interface CredentialPatch {
  readonly name?: string
  readonly settings?: Readonly<Record<string, string>>
}

/** Whether the vendor took a credential, and why not. */
export type CredentialTest =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** A column of people. */
export interface Field {
  readonly key: string
  readonly label: string
  readonly type: string
  readonly unique: boolean
  readonly mandatory: boolean
  readonly options: readonly string[]
  readonly core: boolean
  readonly retired: boolean
}

export interface NewField {
  readonly label: string
  readonly type: string
  readonly unique?: boolean
  readonly mandatory?: boolean
  readonly options?: readonly string[]
}

/** Where a mapped value comes from. */
export type Source =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'custom'; readonly expression: string }
  | { readonly kind: 'constant'; readonly value: string | number | boolean }

export interface MappingEntry {
  readonly target: string
  readonly source: Source
  readonly pipes?: string
}

export interface SyncKey {
  readonly field: string
  readonly update: boolean
}

/** What is written where, and by which unique fields a row finds its person. */
export interface Mapping {
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

export type RunMode = 'plan' | 'apply'
export type RunState =
  | 'queued'
  | 'leased'
  | 'reading'
  | 'planned'
  | 'previewed'
  | 'applying'
  | 'succeeded'
  | 'succeeded_with_failures'
  | 'empty'
  | 'failed'
  | 'cancelled'
  | 'superseded'

/** Where every record that was read went: `read` is the sum of the others. */
export interface Ledger {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
  readonly held: number
}

/** How far a run is, in records; `toApply` is known once it is planned. */
export interface RunProgress {
  readonly read: number
  readonly staged: number
  readonly applied: number
  readonly toApply: number | null
}

export interface Run {
  readonly id: string
  readonly integrationId: string
  readonly integrationName: string
  readonly state: RunState
  readonly mode: RunMode
  readonly actor: string
  readonly revision: number
  readonly ledger: Ledger
  readonly progress: RunProgress
  readonly digest: string | null
  readonly fault: { readonly code: string; readonly message: string } | null
  /** Milliseconds by the name of what took them. */
  readonly timings: Readonly<Record<string, Json>>
  readonly queuedAt: string
  readonly startedAt: string | null
  readonly plannedAt: string | null
  readonly finishedAt: string | null
}

export type OutcomeKind = 'created' | 'updated' | 'skipped' | 'failed' | 'held'

/** One field, before and after. */
export interface FieldChange {
  readonly field: string
  readonly label: string
  readonly before: Json
  readonly after: Json
}

/** What becomes of one record of a run. */
export interface Outcome {
  readonly number: number
  readonly vendorId: string
  readonly label: string | null
  readonly kind: OutcomeKind
  readonly reason: string | null
  readonly reasonText: string | null
  readonly personId: string | null
  readonly changes: readonly FieldChange[]
  readonly account: { readonly created?: true; readonly changes: readonly FieldChange[] } | null
  readonly problems: readonly Problem[]
}

/** A person in a list: values by the key of their field. */
export interface Person {
  readonly id: string
  readonly values: Readonly<Record<string, Json>>
  readonly archivedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** A person with the accounts that are theirs and what each integration last said of them. */
export interface PersonDetail extends Person {
  readonly saasUsers: readonly {
    readonly id: string
    readonly application: Application
    readonly vendorId: string
    readonly label: string | null
    readonly role: string | null
    readonly active: boolean | null
  }[]
  readonly sources: readonly {
    readonly integrationId: string
    readonly integrationName: string
    readonly vendorId: string
    readonly row: JsonObject
    readonly updatedAt: string
  }[]
}

export interface Application {
  readonly vendor: string
  readonly instance: string
}

/** One line of a person's history. */
export interface Change {
  readonly at: string
  readonly object: string
  readonly kind: string
  readonly field: string | null
  readonly before: Json
  readonly after: Json
  readonly runId: string | null
  readonly actor: string
}

/** An account at a vendor. Without `personId` nobody is known to own it. */
export interface SaasUser {
  readonly id: string
  readonly application: Application
  readonly vendorId: string
  readonly label: string | null
  readonly role: string | null
  readonly active: boolean | null
  readonly personId: string | null
  readonly personName: string | null
}

export interface Health {
  readonly ok: true
  readonly version: string
}
