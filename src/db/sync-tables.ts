import type { ColumnType, Generated } from 'kysely'
import type { Json, JsonObject } from '../lib/value.ts'
import type { Counter, Jsonb, MadeAt, TimeOrNone } from './columns.ts'

/** What is done by hand to many people, devices or SaaS applications, as its run keeps it. */
export interface KeptEdit {
  /** People where it is left out. */
  readonly object?: 'person' | 'device' | 'saas_application'
  readonly act: 'updated' | 'archived' | 'restored'
  /** By the keys of fields, in their types. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>
  readonly giveBack: readonly string[]
  /** Of an edit of SaaS applications: what their terms become, by their columns. */
  readonly terms?: Readonly<Record<string, string | number | null>>
  /** Of an edit of SaaS users: whose they become. */
  readonly link?: KeptLink
}

/** Whose SaaS users become: the person's whom their e-mail address finds, one person's, nobody's, or as the sources say. */
export interface KeptLink {
  readonly to: 'address' | 'person' | 'nobody' | 'sources'
  readonly personId: string | null
  /** Of nobody’s: why they need no person. */
  readonly noPersonReason?: string | null
}

/** Which two people a run makes one, or takes apart again. */
export interface KeptMerge {
  /** Who stays. */
  readonly intoId: string
  readonly fromId: string
  /** Whether the account with which the other signs in may come along: who asked for it may link accounts. */
  readonly withAccount: boolean
  /** The merge that is taken back. */
  readonly mergeId?: string
}

/** What a run that takes a merge back is about. */
export interface KeptSplit extends KeptMerge {
  readonly mergeId: string
}

/** A limit that a plan is over. */
export interface TrippedBrake {
  readonly brake: string
  readonly message: string
  readonly count: number
  readonly of: number
  readonly limit: number
  /** Whom it is about, by what people recognise them by; the first few. */
  readonly samples: readonly string[]
}

export interface RunTable {
  id: Generated<string>
  integration_id: string
  /** What its records are; told by what it is of. */
  object: ColumnType<'person' | 'device' | 'saas_application', never, never>
  state: Generated<string>
  mode: 'plan' | 'apply'
  actor: string
  revision: number
  fence: Counter
  lease_until: TimeOrNone
  read: Generated<number>
  created: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  skipped: Generated<number>
  failed: Generated<number>
  held: Generated<number>
  directory_revision: number | null
  digest: string | null
  with_accounts: Generated<boolean>
  applied: Generated<number>
  fault: ColumnType<
    { readonly code: string; readonly message: string } | null,
    string | null | undefined,
    string | null
  >
  timings: ColumnType<Readonly<Record<string, number>>, string | undefined, string>
  queued_at: MadeAt
  kind: Generated<'load' | 'replay' | 'undo' | 'edit' | 'reorder' | 'merge' | 'split'>
  undoes: string | null
  /** Of a replay, what of its integration it tries: keys of a configuration. */
  tries: ColumnType<JsonObject | null, string | null | undefined, never>
  /** What it does by hand to everybody who is staged. */
  edit: ColumnType<KeptEdit | null, string | null | undefined, never>
  /** Whom it makes one, or takes apart. */
  merge: ColumnType<KeptMerge | null, string | null | undefined, never>
  /** What it makes of the orders of sources, by the ids of fields. */
  orders: ColumnType<Readonly<Record<string, readonly string[]>> | null, string | null | undefined, never>
  /** What they were before it was applied. */
  orders_before: ColumnType<Readonly<Record<string, readonly string[]>> | null, never, never>
  due_at: TimeOrNone
  attempts: Generated<number>
  vain_attempts: Generated<number>
  list_complete: Generated<boolean>
  absent_known: Generated<boolean>
  applied_revision: number | null
  remarks: Generated<string[]>
  gone: Generated<number>
  unmaintained: Generated<number>
  archived: Generated<number>
  restored: Generated<number>
  deactivations: Generated<number>
  brakes: ColumnType<readonly TrippedBrake[], string | undefined, string>
  fingerprint: string | null
  released_by: string | null
  rejected_by: string | null
  rejected_because: string | null
  released_at: TimeOrNone
  pruned_at: TimeOrNone
  told_at: TimeOrNone
  started_at: TimeOrNone
  planned_at: TimeOrNone
  finished_at: TimeOrNone
}

export interface RunPageTable {
  run_id: string
  number: number
  received: number
  staged: number
  unchanged: number
  skipped: number
  failed: number
  seen: string[]
  at: MadeAt
}

export interface StagedTable {
  run_id: string
  number: number
  vendor_id: string
  label: string | null
  standing: number
  role: string | null
  active: boolean | null
  row: Jsonb
  keys: Jsonb<JsonObject | null>
  volatile: Jsonb<JsonObject | null>
  software: ColumnType<Json, string | null | undefined, never>
  row_hash: string
  raw: string
  raw_hash: string
}

export interface OutcomeTable {
  run_id: string
  number: number
  vendor_id: string
  label: string | null
  kind: 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'held' | 'gone' | 'archived' | 'restored'
  reason: string | null
  /** The person or device that it is, or will be. */
  object_id: string | null
  changes: Jsonb<Readonly<Record<string, readonly [before: Json, after: Json]>> | null>
  account: Jsonb<JsonObject | null>
  /** Whether the vendor calls the account active, of whom the conditions leave out. */
  active: boolean | null
  software: Jsonb<JsonObject | null>
  problems: Jsonb<readonly JsonObject[] | null>
  found_by: string | null
  raw: string | null
}

export interface AbsenceTable {
  run_id: string
  vendor_id: string
  confirmed: boolean
  asked: Generated<boolean>
}

export interface DueTable {
  integration_id: string
  due_at: ColumnType<Date, Date | string, never>
  run_id: string | null
  made_at: MadeAt
  settled: Generated<boolean>
}
