import type { LoadField } from '../../connect/manifest.ts'

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
