import type { Json } from '../lib/value.ts'
import type { Person } from './person.ts'

/** What it would make of two people if one became part of the other. */
export interface MergePreview {
  readonly digest: string
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
