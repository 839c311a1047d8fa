import type { Problem } from '../lib/errors.ts'
import type { Json } from '../lib/value.ts'
import type { ObjectKind } from './types.ts'

export type RunMode = 'plan' | 'apply'
export type RunState =
  | 'queued'
  | 'leased'
  | 'reading'
  | 'planned'
  | 'previewed'
  | 'held'
  | 'applying'
  | 'succeeded'
  | 'succeeded_with_failures'
  | 'empty'
  | 'failed'
  | 'cancelled'
  | 'superseded'
  | 'rejected'
  | 'expired'

/** What the records of a run are. */
export type RunObject = ObjectKind | 'saas_application'

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

/** A limit that a plan is over. */
export interface TrippedBrake {
  readonly brake: string
  readonly message: string
  readonly count: number
  readonly of: number
  readonly limit: number
  /** Some of whom it is about. */
  readonly samples: readonly string[]
}

/** How far a run is, in records; `toApply` is known once it is planned. */
interface RunProgress {
  readonly read: number
  readonly staged: number
  readonly applied: number
  readonly toApply: number | null
  /** How many the last run read; null: there was none. */
  readonly expected: number | null
  /** How long it goes on reading, or applying, whichever it does; null: nobody can know. */
  readonly secondsLeft: number | null
}

export interface Run {
  readonly id: string
  /** Null: it comes from the directory itself, such as an edit by hand. */
  readonly integrationId: string | null
  readonly integrationName: string
  readonly state: RunState
  readonly mode: RunMode
  /** A replay shows a change of configuration on stored records. */
  readonly kind: 'load' | 'replay' | 'undo' | 'edit' | 'reorder' | 'merge' | 'split'
  /** The run that it takes back. */
  /** What its records are. */
  readonly object: RunObject
  readonly undoes: string | null
  /** The run that took it back. */
  readonly undoneBy: string | null
  readonly actor: string
  /** How often it was taken up; more than once: it was interrupted and went on. */
  readonly attempts: number
  readonly revision: number
  readonly ledger: Ledger
  /** People who are archived or brought back; they are among the updated. */
  readonly archived: number
  readonly restored: number
  /** Whether it says by hand whose SaaS users are: its records are these, instead of people. */
  readonly links: boolean
  /** Records of earlier runs that the vendor no longer has; beside the ledger, for they are in no list. */
  readonly gone: number
  /** SaaS users that nobody loads any more, because the integration does otherwise now. */
  readonly unmaintained: number
  readonly progress: RunProgress
  readonly digest: string | null
  readonly fault: { readonly code: string; readonly message: string } | null
  /** What could not be done as usual, and what follows from it. */
  readonly remarks: readonly string[]
  readonly brakes: readonly TrippedBrake[]
  readonly releasedBy: string | null
  readonly rejectedBy: string | null
  readonly rejectedBecause: string | null
  readonly releasedAt: string | null
  /** Milliseconds by the name of what took them. */
  readonly timings: Readonly<Record<string, Json>>
  readonly queuedAt: string
  readonly startedAt: string | null
  readonly plannedAt: string | null
  readonly finishedAt: string | null
}

/** What whoever asks may decide about a run; of each, why they may not, and null where they may. */
export interface Decision {
  readonly apply: string | null
  readonly reject: string | null
  readonly undo: string | null
}

export type OutcomeKind =
  | 'created'
  | 'updated'
  | 'archived'
  | 'restored'
  | 'skipped'
  | 'failed'
  | 'held'
  | 'gone'

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
  readonly deviceId: string | null
  readonly saasApplicationId: string | null
  /** Titles that come to and go from a device that is known. */
  readonly software: { readonly installed: number; readonly removed: number } | null
  readonly changes: readonly FieldChange[]
  readonly account: { readonly created?: true; readonly changes: readonly FieldChange[] } | null
  readonly problems: readonly Problem[]
}

/** An outcome with the record that it is of. */
export interface OutcomeFile extends Outcome {
  /** What the person was found by; null: nobody was found, or nobody was looked for. */
  readonly match: { readonly by: 'vendor-id' | 'sync-key'; readonly field: string | null } | null
  /** Whether the record is kept from whoever asks. */
  readonly isHidden: boolean
  /** Null: nothing of it is kept. */
  readonly record: OutcomeRecord | null
}

export interface OutcomeRecord {
  /** The run in which the vendor sent it. */
  readonly saidIn: string
  readonly raw: Json
  /** Properties that are never kept. */
  readonly withheld: readonly string[]
  /** In the words of the load; without a value where the vendor did not say. */
  readonly facts: readonly {
    readonly key: string
    readonly label: string
    readonly value?: Json
    readonly problem: string | null
  }[]
  /** What the mapping made of it. */
  readonly row: readonly { readonly field: string; readonly label: string; readonly value: Json }[] | null
}

/** Which outcomes of a run. */
export type OutcomesWish = {
  readonly kind?: OutcomeKind | undefined
  /** A part of a name, an e-mail address or an id at the vendor. */
  readonly search?: string | undefined
}
