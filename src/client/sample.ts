import type { Problem } from '../lib/errors.ts'
import type { Json } from '../lib/value.ts'
import type { Condition, FactType, Mapping } from './integration.ts'

/** The first records of a vendor's list, to choose from. */
export interface Sample {
  /** Null: none was taken in the last week. */
  readonly takenAt: string | null
  readonly records: readonly { readonly number: number; readonly id: string | null; readonly label: string }[]
}

/** What to try on a record of the sample; what is left out is as it was saved. */
export interface PreviewWish {
  readonly record: number
  readonly mapping?: Mapping
  readonly conditions?: Condition | null
}

/** A value with its name, or why there is none. Without `value` the vendor did not say. */
export interface SeenValue {
  readonly key: string
  readonly label: string
  readonly value?: Json
  readonly problem: string | null
}

/** What a mapping and conditions make of one record, and of the whole sample. */
export interface Preview {
  readonly problems: readonly Problem[]
  readonly raw: Json
  readonly facts: readonly (SeenValue & { readonly type: FactType })[]
  readonly row: readonly SeenValue[]
  readonly takesPart: boolean | null
  readonly sample: {
    readonly records: number
    readonly takePart: number
    readonly leftOut: number
    readonly targets: readonly { readonly key: string; readonly blank: number; readonly problems: number }[]
  }
}
