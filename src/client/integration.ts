import type { Problem } from '../lib/errors.ts'
import type { Json } from '../lib/value.ts'

/** Where a mapped value comes from. */
export type Source =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'custom'; readonly expression: string }
  | { readonly kind: 'constant'; readonly value: string | number | boolean }

/** One of our fields, and where it comes from. */
export interface MappingEntry {
  readonly target: string
  readonly source: Source
  readonly pipes?: string
}

export interface SyncKey {
  readonly field: string
  readonly update: boolean
}

/** A field that a customer adds to a load by its path. */
export interface CustomField {
  readonly label: string
  readonly type: FactType
  readonly from: string
}

export type FactType = 'text' | 'number' | 'boolean' | 'datetime' | 'list'

/** What is written where, and by which unique fields a row finds its person. */
export interface Mapping {
  readonly customFields?: Readonly<Record<string, CustomField>>
  readonly entries: readonly MappingEntry[]
  readonly syncKeys: readonly SyncKey[]
}

export type Operator =
  | 'equals'
  | 'contains'
  | 'starts'
  | 'ends'
  | 'in'
  | 'empty'
  | 'greater'
  | 'less'
  | 'between'
  | 'last-days'
  | 'next-days'
  | 'before-days'
  | 'after-days'

/** One comparison; without `value` where the operator has nothing to compare with. */
export interface Rule {
  readonly field: string
  readonly operator: Operator
  readonly value?: Json
  readonly not?: boolean
}

/** Which records take part. */
export type Condition = Rule | { readonly combine: 'and' | 'or'; readonly rules: readonly Condition[] }

export type Selection = 'user' | 'user_and_saas_user' | 'device' | 'device_and_software'
export type Preference = 'create_update' | 'create' | 'update'

/** When an integration runs by itself. */
export type Schedule =
  | { readonly every: 'off' }
  | { readonly every: 'hours'; readonly hours: number; readonly minute?: number }
  | { readonly every: 'day'; readonly at: string; readonly zone: string }
  | { readonly every: 'week'; readonly days: readonly number[]; readonly at: string; readonly zone: string }
  | { readonly every: 'month'; readonly day: number | 'last'; readonly at: string; readonly zone: string }

/** What becomes of the account of somebody whom the vendor no longer lists. */
export type AbsentPolicy = 'mark' | 'deactivate' | 'leave'

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
  readonly absent: AbsentPolicy
  readonly state: 'draft' | 'active' | 'paused'
  readonly mapping: Mapping
  readonly conditions: Condition | null
  readonly contacts: readonly string[]
  readonly limits: Readonly<Record<string, Limit>>
  readonly revision: number
  readonly missing: readonly Problem[]
  /** Null: not chosen yet. */
  readonly schedule: Schedule | null
  /** The last load that ended, by its schedule or by hand. */
  readonly lastRun: { readonly id: string; readonly at: string } | null
  /** Records that the last applied load created, updated or found unchanged. */
  readonly taken: number | null
  readonly nextDue: readonly string[]
  readonly lastDue: { readonly at: string; readonly runId: string } | null
  readonly health: 'ok' | 'warning' | 'failing' | 'held'
  readonly failures: number
  readonly failingSince: string | null
  readonly pausedBecause: string | null
  /** A change that takes effect when the plan of its run is applied. */
  readonly proposal: {
    readonly changes: readonly (keyof IntegrationPatch)[]
    readonly runId: string
    readonly by: string
    readonly at: string
  } | null
  readonly launchedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

export interface NewIntegration {
  readonly connector: string
  readonly load: string
  readonly name?: string
  readonly credentialId?: string
  /** All that the load has when left out. */
  readonly selection?: Selection
  readonly preference: Preference
  readonly instance?: string
  readonly absent?: AbsentPolicy
  readonly mapping?: Mapping
  readonly conditions?: Condition | null
  readonly contacts?: readonly string[]
  readonly schedule?: Schedule
}

/** A brake that can be set: what it counts, how it usually stands, and between which it may. */
export interface Brake {
  readonly key: string
  readonly label: string
  readonly about: string
  readonly usual: Limit
  readonly bounds: Readonly<Record<keyof Limit, { readonly least: number; readonly most: number }>>
}

/** So many percent, at least so many. */
export interface Limit {
  readonly percent: number
  readonly min: number
}

/** How far a plan may go before it is held; what is left out stands as usual. */
export type Limits = Readonly<Record<string, Partial<Limit>>>

export type IntegrationPatch = Partial<Omit<NewIntegration, 'credentialId'>> & {
  readonly credentialId?: string | null
  readonly limits?: Limits
}

/** What Smart Mapping proposes, and the integration as it is afterwards. */
export interface SmartMapping {
  readonly proposals: readonly {
    readonly target: string
    readonly targetLabel: string
    readonly source: Source
    readonly sourceLabel: string
    readonly reason: string
    /** The field of people that has to be made first. */
    readonly newField: { readonly label: string; readonly type: string; readonly unique: boolean } | null
  }[]
  readonly integration: Integration
}

/** What became of an integration that was deleted. */
export interface Deleted {
  /** Whether what it alone loaded is still being marked. */
  readonly ending: boolean
}

/** An integration that was deleted, while what it alone loaded is still being marked. */
export interface Ending {
  readonly id: string
  readonly name: string
  readonly by: string
  readonly since: string
}
