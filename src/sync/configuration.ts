import type { LoadField } from '../connect/manifest.ts'
import type { Json } from '../lib/value.ts'

/** Where a mapped value comes from: a field of the load, an expression over the record, or a constant. */
export type Source =
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'custom'; readonly expression: string }
  | { readonly kind: 'constant'; readonly value: string | number | boolean }

/** One of our fields, and what is written to it. One source may feed several targets. */
export interface MappingEntry {
  readonly target: string
  readonly source: Source
  /** Pipes applied to the source's value, as in `trim | lower`. */
  readonly pipes?: string
}

/** A unique field by which a row finds its person. Without `update` it only finds and is not written. */
export interface SyncKey {
  readonly field: string
  readonly update: boolean
}

/** Fields a customer adds to a load by path; their keys start with `custom.`, so they never meet the connector's. */
export type CustomFields = Readonly<Record<string, LoadField>>

export interface Mapping {
  readonly customFields?: CustomFields
  readonly entries: readonly MappingEntry[]
  readonly syncKeys: readonly SyncKey[]
}

/** Which records take part. Conditions see facts, before mapping. */
export type Condition =
  | { readonly combine: 'and' | 'or'; readonly rules: readonly Condition[] }
  | { readonly field: string; readonly operator: Operator; readonly value?: Json; readonly not?: boolean }

export const operators = [
  'equals',
  'contains',
  'starts',
  'ends',
  'in',
  'empty',
  'greater',
  'less',
  'before-days',
  'after-days',
] as const
export type Operator = (typeof operators)[number]
