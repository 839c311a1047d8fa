import type { KeptLink, KeptMerge } from '../db/sync-tables.ts'
import type { Field, ObjectKind } from './field.ts'
import type { HandWord } from './hand-source.ts'
import type { SourceOrders } from './source-order.ts'

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
  /** The run that this one takes back: then nothing is staged, and the plan is what that run wrote. */
  readonly undoes?: string | undefined
  /** What is done by hand to everybody who is staged: then no vendor says anything. */
  readonly edit?: HandWord | undefined
  /** Whose the SaaS users become that are staged: then no vendor says anything. */
  readonly link?: KeptLink | undefined
  /** The orders of sources that come into force: then nothing is staged, and the plan is whom they change. */
  readonly orders?: SourceOrders | undefined
  /** The two people who become one, or are taken apart again: then nothing is staged, and the plan is these two. */
  readonly merge?: KeptMerge | undefined
}

/** What the undo of a run is about. */
export interface UndoScope extends PlanScope {
  readonly undoes: string
}

/** What an edit by hand of many people is about. */
export interface EditScope extends PlanScope {
  readonly edit: HandWord
}

export const isEdit = (scope: PlanScope): scope is EditScope => scope.edit !== undefined

export const isUndo = (scope: PlanScope): scope is UndoScope => scope.undoes !== undefined

/** What an edit by hand of whose many SaaS users are is about. */
export interface LinkScope extends PlanScope {
  readonly link: KeptLink
}

export const isLink = (scope: PlanScope): scope is LinkScope => scope.link !== undefined

/** What another order of sources is about. */
export interface ReorderScope extends PlanScope {
  readonly orders: SourceOrders
}

export const isReorder = (scope: PlanScope): scope is ReorderScope => scope.orders !== undefined

/** What a merge is about, or taking one apart. */
export interface MergeScope extends PlanScope {
  readonly merge: KeptMerge
}

export const isMerge = (scope: PlanScope): scope is MergeScope => scope.merge !== undefined

/** The unique fields that a plan writes; their values stand in `plan_row` as `unique_0`, `unique_1` … */
export const uniqueFields = ({ written }: Pick<PlanScope, 'written'>): readonly Field[] =>
  written.filter((field) => field.unique)

/** A SaaS application by its natural key; it comes to be with the first applied plan. */
export interface Application {
  readonly vendor: string
  /** Tells two instances of one vendor apart; usually empty. */
  readonly instance: string
}
