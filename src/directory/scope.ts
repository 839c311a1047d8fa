import type { KeptLink, KeptMerge, KeptSplit } from '../db/sync-tables.ts'
import type { Field, ObjectKind } from './field.ts'
import type { HandWord } from './hand-source.ts'
import type { SourceOrders } from './source-order.ts'
import type { TermsWord } from './terms.ts'

export type Preference = 'create_update' | 'create' | 'update'

/** What becomes of the account of somebody whom the vendor no longer lists: marked as gone, deactivated too, or nothing. */
export type AbsentPolicy = 'mark' | 'deactivate' | 'leave'

/**
 * What a plan is about: the staged rows of one run, who says them, and what may become of them.
 * Rows are staged in `staged` under the run's id before a plan is made.
 */
export interface PlanScope {
  readonly runId: string
  readonly sourceId: string
  /** What the rows become. */
  readonly object: ObjectKind
  readonly preference: Preference
  /** Null: people only, or devices. Otherwise each row also stands for a SaaS user of this application. */
  readonly application: Application | null
  readonly absent: AbsentPolicy
  /** Whether rows also tell what software a device has. */
  readonly software: boolean
  /** Unique fields by which a row finds its object, the first first. */
  readonly syncKeys: readonly Field[]
  /** The fields that the source writes, keys that only find people (`staged.keys`) among them. */
  readonly written: readonly Field[]
  /** The fields without which nobody can be created. */
  readonly mandatory: readonly Field[]
  /** Whether a person looks at the plan before it is applied; otherwise rows about privileged people are held. */
  readonly attended: boolean
  /** Who is answerable for the changes, as history shows it. */
  readonly actor: string
}

/** What a plan of each kind is about, beside what all of them are. */
interface PlanWords {
  /** The staged rows are what a vendor's list says. */
  readonly list: object
  /** The run that is taken back: nothing is staged, the plan is what that run wrote. */
  readonly undo: { readonly undoes: string }
  /** What is done by hand to everybody who is staged. */
  readonly edit: { readonly edit: HandWord }
  /** Whose the SaaS users become that are staged. */
  readonly link: { readonly link: KeptLink }
  /** What becomes of the SaaS applications that are staged, by hand. */
  readonly terms: { readonly terms: TermsWord }
  /** The run of such an edit that is taken back: nothing is staged, the plan is what that run wrote. */
  readonly terms_undo: { readonly undoes: string }
  /** The orders of sources that come into force: nothing is staged, the plan is whom they change. */
  readonly reorder: { readonly orders: SourceOrders }
  /** The two people who become one: nothing is staged, the plan is these two. */
  readonly merge: { readonly merge: KeptMerge }
  /** The two who are taken apart again. */
  readonly split: { readonly merge: KeptSplit }
}

export type PlanKind = keyof PlanWords

/** The kind of a plan, with what is needed to know of that kind alone. */
export type PlanTask = { readonly [K in PlanKind]: { readonly kind: K } & PlanWords[K] }[PlanKind]

/** What a plan of one kind is about. */
export type ScopeOf<K extends PlanKind> = PlanScope & { readonly kind: K } & PlanWords[K]

/** The unique fields that a plan writes; their values stand in `plan_row` as `unique_0`, `unique_1` … */
export const uniqueFields = ({ written }: Pick<PlanScope, 'written'>): readonly Field[] =>
  written.filter((field) => field.unique)

/** A SaaS application by its natural key; it comes to be with the first applied plan. */
export interface Application {
  readonly vendor: string
  /** Tells two instances of one vendor apart; usually empty. */
  readonly instance: string
}
