import type { z } from 'zod'
import { type Field, shownValue } from '../../directory/field.ts'
import type { ReadOutcome } from '../../directory/read-outcomes.ts'
import type { Actor } from '../../kit/rights.ts'
import type { Told } from '../../kit/thing.ts'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { Json } from '../../lib/value.ts'
import type { OutcomeAnswer, RunAnswer } from './schema.ts'
import type { RunRow } from './store.ts'

/** Why a record was skipped or failed, for people. */
const reasons: Readonly<Record<string, string>> = {
  record: 'The record cannot be read',
  mapping: 'The mapping cannot take the record',
  conditions: 'The conditions leave it out',
  duplicate: 'The vendor listed this id before; the first one counts',
  not_stored:
    'What the vendor said of it is not stored, so it stays as it is; the next run looks at it again',
  no_key: 'It has no value in any sync key, so nobody can be found or created for it',
  no_match: 'Nobody has its sync keys, and the integration only updates',
  exists: 'The person exists, and the integration only creates',
  archived: 'The person is archived and stays untouched',
  returned: 'The vendor lists it again',
  linked: 'It is the record of a person who was there already',
  same_person: 'Another record of the list speaks for the same person',
  keys_disagree: 'Its sync keys point to different people',
  mandatory: 'A mandatory field would be empty',
  taken: 'A unique value belongs to somebody else',
  privileged: 'It would change a person whose role may write; look at a plan and apply it',
  person_failed: 'The record that speaks for this person failed',
  gone_again: 'It is gone, as it was before that run',
  changed_since: 'It was changed since, and stays as it is',
  other_record: 'Another record, which stays, speaks for this person, too',
}

/** A run for somebody who may not see everybody, or every field: whom its brakes name is left out. */
export const presentRunTo =
  ({ filter, hiddenFields }: Pick<Actor, 'filter' | 'hiddenFields'>) =>
  (row: RunRow): z.input<typeof RunAnswer> => {
    const run = presentRun(row)
    if (!filter && hiddenFields.length === 0) return run
    return { ...run, brakes: run.brakes.map((brake) => ({ ...brake, samples: [] })) }
  }

export function presentRun(row: RunRow): z.input<typeof RunAnswer> {
  const { read, created, updated, unchanged, skipped, failed, held } = row
  // An undo stages nothing: it goes through what it takes back.
  const isUndo = row.undoes !== null
  const toApply = isUndo ? read : created + updated
  return {
    id: publicId('run', row.id),
    integrationId: publicId('int', row.integration_id),
    integrationName: row.integration_name ?? 'deleted integration',
    state: row.state,
    mode: row.mode,
    kind: row.kind,
    undoes: row.undoes && publicId('run', row.undoes),
    undoneBy: row.undone_by && publicId('run', row.undone_by),
    actor: row.actor,
    attempts: row.attempts,
    revision: row.revision,
    ledger: { read, created, updated, unchanged, skipped, failed, held },
    archived: row.archived,
    restored: row.restored,
    gone: row.gone,
    progress: {
      read: row.pruned_at ? read : Number(row.read_so_far),
      staged: isUndo ? read : Number(row.staged_so_far),
      applied: row.applied,
      toApply: row.planned_at === null ? null : toApply,
    },
    digest: row.digest,
    fault: row.fault && { code: row.fault.code, message: row.fault.message },
    remarks: row.remarks,
    brakes: row.brakes.map((brake) => ({ ...brake, samples: [...brake.samples] })),
    releasedBy: row.released_by,
    releasedAt: row.released_at?.toISOString() ?? null,
    timings: row.timings,
    dueAt: row.due_at?.toISOString() ?? null,
    queuedAt: row.queued_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    plannedAt: row.planned_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    prunedAt: row.pruned_at?.toISOString() ?? null,
  }
}

/** A run as activity tells of it. */
export function toldOf({ integration_name, state, mode, kind, digest }: RunRow): Told {
  return { name: integration_name ?? 'deleted integration', values: { state, mode, kind }, digest }
}

type Pairs = Readonly<Record<string, readonly [before: Json, after: Json]>>

/**
 * An outcome as somebody may know it who does not see everybody, or not every field: a problem may quote what is in a
 * field, or name who has the value already.
 */
export function withoutHidden(
  outcome: ReadOutcome,
  { hidden, fields, names, isLimited }: Hiding,
): ReadOutcome {
  if (hidden.length === 0 && !isLimited) return outcome
  const isShown = ({ field }: { readonly field: string }) =>
    names && !isLimited && fields.some(({ label }) => label === field)
  const keep = <T>(values: Readonly<Record<string, T>> | null) =>
    values && Object.fromEntries(Object.entries(values).filter(([key]) => !hidden.includes(key)))
  const { label: _, ...account } = outcome.account ?? {}
  return {
    ...outcome,
    row: keep(outcome.row),
    changes: keep(outcome.changes),
    problems: outcome.problems?.filter(isShown) ?? null,
    ...(names ? {} : { label: null, account: outcome.account && account }),
  }
}

interface Hiding {
  readonly hidden: readonly string[]
  /** Those that are shown. */
  readonly fields: readonly Field[]
  /** Whether people may be named. */
  readonly names: boolean
  /** Whether not everybody is seen. */
  readonly isLimited: boolean
}

export function presentOutcome(row: ReadOutcome, fields: readonly Field[]): z.input<typeof OutcomeAnswer> {
  const known = new Map(fields.map((field) => [field.key, field]))
  const written = Object.entries(row.row ?? {}).map(([key, value]) => [key, [null, value]] as const)
  const changes = { ...Object.fromEntries(written), ...row.changes }
  return {
    number: row.number,
    vendorId: row.vendor_id,
    label: row.label ?? row.vendor_id,
    kind: row.kind,
    reason: row.reason,
    reasonText: row.reason && (reasons[row.reason] ?? row.reason),
    personId: row.person_id && publicId('per', row.person_id),
    changes: presentChanges(changes, known),
    account: presentAccount(row),
    // Written by the engine as lists of problems.
    problems: (row.problems ?? []) as z.input<typeof OutcomeAnswer>['problems'],
  }
}

const named = (label: string) => ({ label, options: [] })
/** The fields of SaaS users by their keys. */
export const accountFields = new Map([
  ['role', named('Role')],
  ['active', named('Active')],
  ['label', named('Name')],
  ['person', named('Person')],
  ['gone', named('Gone')],
  ['unmaintained', named('Unmaintained')],
])

function presentAccount({ account }: ReadOutcome): z.input<typeof OutcomeAnswer>['account'] {
  if (!account) return null
  if (account.created === true) return { created: true, changes: [] }
  // Written by the plan as field → [before, after].
  return { changes: presentChanges(account as Pairs, accountFields) }
}

type Shown = Pick<Field, 'label' | 'options' | 'stored'>

function presentChanges(pairs: Pairs, fields: ReadonlyMap<string, Shown>) {
  return Object.entries(pairs).map(([key, [before, after]]) => {
    const { label, ...values } = fields.get(key) ?? named(key)
    return { field: key, label, before: shownValue(values, before), after: shownValue(values, after) }
  })
}

/** Why nothing comes of a word on a plan that is another by now. */
export const anotherPlan = (): AppError =>
  new AppError(
    'run.stale',
    'The plan of this run is another by now; look at it, then say it of that one, by its digest',
  )

/** Why nothing comes of a run of a configuration that is no more. */
export const editedSince = (): AppError =>
  new AppError('run.stale', 'The integration was changed since this run was asked for; make a new plan')
