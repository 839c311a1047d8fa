import type { z } from 'zod'
import { handSource } from '../../directory/hand-source.ts'
import { orderSource } from '../../directory/source-order.ts'
import type { Actor } from '../../kit/rights.ts'
import type { Told } from '../../kit/thing.ts'
import { wantRight } from '../../kit/want-right.ts'
import { AppError } from '../../lib/errors.ts'
import { publicId } from '../../lib/ids.ts'
import type { RunAnswer } from './schema.ts'
import type { RunRow } from './store.ts'

/** A run for somebody who may not see people, not everybody, or not every field: whom its brakes name is left out. */
export const presentRunTo =
  ({ filter, hiddenFields, rights }: Pick<Actor, 'filter' | 'hiddenFields' | 'rights'>) =>
  (row: RunRow): z.input<typeof RunAnswer> => {
    const run = presentRun(row)
    if (!filter && hiddenFields.length === 0 && rights.has('people:read')) return run
    return { ...run, brakes: run.brakes.map((brake) => ({ ...brake, samples: [] })) }
  }

export function presentRun(row: RunRow): z.input<typeof RunAnswer> {
  const { read, created, updated, unchanged, skipped, failed, held } = row
  // An undo, another order of sources, and a merge stage nothing: they go through what they change.
  const stagesNothing = row.undoes !== null || row.kind === 'reorder' || row.merge !== null
  const toApply = stagesNothing ? read : created + updated
  return {
    id: publicId('run', row.id),
    integrationId: isOfNone(row) ? null : publicId('int', row.integration_id),
    integrationName: nameOfRun(row),
    state: row.state,
    mode: row.mode,
    kind: row.kind,
    object: row.object,
    undoes: row.undoes && publicId('run', row.undoes),
    undoneBy: row.undone_by && publicId('run', row.undone_by),
    actor: row.actor,
    attempts: row.attempts,
    revision: row.revision,
    ledger: { read, created, updated, unchanged, skipped, failed, held },
    archived: row.archived,
    restored: row.restored,
    links: row.edit?.link !== undefined,
    gone: row.gone,
    unmaintained: row.unmaintained,
    progress: {
      read: row.pruned_at ? read : Number(row.read_so_far),
      staged: stagesNothing ? read : Number(row.staged_so_far),
      applied: row.applied,
      toApply: row.planned_at === null ? null : toApply,
      expected: row.read_last_time,
      secondsLeft: secondsLeft(row, toApply),
    },
    digest: row.digest,
    fault: row.fault && { code: row.fault.code, message: row.fault.message },
    remarks: row.remarks,
    brakes: row.brakes.map((brake) => ({ ...brake, samples: [...brake.samples] })),
    releasedBy: row.released_by,
    rejectedBy: row.rejected_by,
    rejectedBecause: row.rejected_because,
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

/** How long it goes on reading, or applying, at its present pace; null: nobody can know. */
function secondsLeft(row: RunRow, toApply: number): number | null {
  const { state, seconds_since: seconds, read_last_time: expected } = row
  const [done, left] =
    state === 'reading'
      ? [row.read_since ?? 0, (expected ?? 0) - Number(row.read_so_far)]
      : [row.applied, toApply - row.applied]
  return seconds === null || done === 0 || left <= 0 ? null : Math.ceil((left * seconds) / done)
}

/** Whether a run does what people do by hand, or takes that back; it is of no integration. */
export const isByHand = ({ integration_id }: Pick<RunRow, 'integration_id'>): boolean =>
  integration_id === handSource

/** Whether a run has sources speak in another order. */
const isReorder = ({ integration_id }: Pick<RunRow, 'integration_id'>): boolean =>
  integration_id === orderSource

/** Whether a run is of no integration: it comes from the directory itself. */
export const isOfNone = (run: Pick<RunRow, 'integration_id'>): boolean => isByHand(run) || isReorder(run)

/** What a run is known by. */
export function nameOfRun(run: Pick<RunRow, 'integration_id' | 'integration_name' | 'merge'>): string {
  if (isReorder(run)) return 'Order of sources'
  if (run.merge) return 'Merges'
  return isByHand(run) ? 'Edits by hand' : (run.integration_name ?? 'deleted integration')
}

/** A run as activity tells of it. */
export function toldOf(run: RunRow): Told {
  const { state, mode, kind, digest, rejected_because: reason } = run
  // In free text anybody may be named, and activity is kept for ever.
  const hidden = reason === null ? {} : { reason }
  return { name: nameOfRun(run), values: { state, mode, kind }, hidden, digest }
}

/**
 * What is made of two people is only seen by whoever sees everything of both, and an account goes only with who may link it.
 * Throws `not.allowed`.
 */
export function checkMerger(actor: Actor, withAccount: boolean): void {
  if (actor.filter || actor.hiddenFields.length > 0)
    throw new AppError('not.allowed', 'Your role sees only some people or fields, so it cannot merge people')
  if (withAccount) wantRight(actor, 'accounts:write', 'Linking an account to somebody else')
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
