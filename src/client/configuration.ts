import type { Json, JsonObject } from '../lib/value.ts'
import { at, type Call } from './call.ts'

/** A folder of configuration files, and the kind of things in it. */
export type Noun =
  | 'fields'
  | 'layouts'
  | 'roles'
  | 'accounts'
  | 'credentials'
  | 'integrations'
  | 'orders'
  | 'webhooks'

/** What files say, in the order of each folder. */
export type Files = Readonly<Record<Noun, readonly Json[]>>

/** One thing that files would make, change or delete. */
export interface ConfigurationStep {
  readonly noun: Noun
  readonly verb: 'create' | 'change' | 'delete'
  readonly name: string
  readonly was: string | null
  readonly changes: readonly { readonly path: string; readonly before: Json; readonly after: Json }[]
}

export interface ConfigurationPlan {
  readonly digest: string
  readonly steps: readonly ConfigurationStep[]
  /** What no file can say and has to be done first: secrets, and invitations. */
  readonly needs: readonly { readonly name: string; readonly message: string; readonly command: string }[]
  readonly kept: readonly { readonly noun: Noun; readonly name: string; readonly message: string }[]
  /** Runs that find out whom a change of an integration, or of the order of sources, would change. */
  readonly trials: readonly { readonly integration: string; readonly runId: string }[]
  readonly untried: readonly { readonly integration: string; readonly message: string }[]
}

/** Which plan is applied, and the plans of runs that were looked at. */
export interface ConfigurationWord {
  readonly digest: string
  readonly seen: readonly { readonly runId: string; readonly digest: string }[]
}

export interface ConfigurationApplied {
  readonly runs: readonly {
    readonly integration: string
    readonly runId: string
    readonly released: boolean
  }[]
}

/** For how many a plan changes a field, and some of them. */
export interface FieldImpact {
  readonly object: 'person' | 'saas_user'
  readonly field: string
  readonly label: string
  readonly count: number
  readonly samples: readonly { readonly label: string; readonly before: Json; readonly after: Json }[]
}

/** JSON schemas by folder. */
export type FileSchemas = Readonly<Record<string, JsonObject>>

/** The calls about the configuration as files. */
export function configurationCalls(call: Call) {
  const root = '/api/configuration'
  return {
    get: () => call<Files>('GET', root),
    schemas: () => call<FileSchemas>('GET', `${root}/schemas`),
    plan: (files: Files, prune: boolean) =>
      call<ConfigurationPlan>('POST', `${root}/plan`, { ...files, prune }),
    impact: (runId: string) =>
      call<{ readonly fields: readonly FieldImpact[] }>('GET', at(`${root}/impacts`, runId)),
    apply: (files: Files & { readonly prune: boolean }, word: ConfigurationWord) =>
      call<ConfigurationApplied>('POST', `${root}/apply`, { ...files, ...word }),
  }
}
