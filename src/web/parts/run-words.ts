import type { OutcomeKind, Run, RunState } from '../../client/run.ts'
import type { Tone } from '../ui/tag.tsx'

/** How a run stands, in a word and its tone. */
export const runStates: Readonly<Record<RunState, readonly [string, Tone]>> = {
  queued: ['Queued', 'busy'],
  leased: ['Starting', 'busy'],
  reading: ['Reading', 'busy'],
  planned: ['Planning', 'busy'],
  previewed: ['Plan to look at', 'held'],
  held: ['Held', 'held'],
  applying: ['Applying', 'busy'],
  succeeded: ['Succeeded', 'ok'],
  succeeded_with_failures: ['Some failed', 'warning'],
  empty: ['Empty list', 'warning'],
  failed: ['Failed', 'bad'],
  cancelled: ['Cancelled', 'quiet'],
  superseded: ['Superseded', 'quiet'],
  rejected: ['Rejected', 'quiet'],
  expired: ['Expired', 'quiet'],
}

const underWay: ReadonlySet<RunState> = new Set(['queued', 'leased', 'reading', 'planned', 'applying'])

/** Whether it still goes on by itself. */
export const isUnderWay = (state: RunState): boolean => underWay.has(state)

/** Whether what its plan says was done. */
export const isDone = ({ state }: Pick<Run, 'state'>): boolean => state.startsWith('succeeded')

/** Whether its plan waits for somebody's decision. */
export const isWaiting = (state: RunState): boolean => state === 'previewed' || state === 'held'

const kinds: Readonly<Record<Run['kind'], string>> = {
  load: 'Load',
  replay: 'Changed configuration',
  undo: 'Undo',
  edit: 'Bulk edit',
  reorder: 'Order of sources',
  merge: 'Merge of two people',
  split: 'Taking two people apart',
}

/** What it is, in a word; a plan that was released is the load that it became. */
export const runKind = ({ kind, mode, releasedAt }: Pick<Run, 'kind' | 'mode' | 'releasedAt'>): string =>
  kind === 'load' && mode === 'plan' && releasedAt === null ? 'Plan' : kinds[kind]

/** What a run page is called: loads have that word in their own name. */
export function runTitle(
  run: Pick<Run, 'kind' | 'mode' | 'releasedAt' | 'undoes' | 'integrationId' | 'integrationName'>,
) {
  const kind = runKind(run)
  if (run.integrationId !== null) return `${kind === kinds.load ? 'Run' : kind} of ${run.integrationName}`
  if (run.kind === 'reorder')
    return run.undoes ? 'Undo of another order of sources' : 'Another order of sources'
  return run.kind === 'undo' ? 'Undo of a bulk edit' : kind
}

/** What became of records, in the order in which it is told; those who are gone were not read. */
export const ledgerParts = [
  'created',
  'updated',
  'archived',
  'restored',
  'unchanged',
  'skipped',
  'failed',
  'held',
] as const
type Part = (typeof ledgerParts)[number]

/** How many of the records that were read became what; whoever is archived or brought back is not among the updated here. */
export function countIn({ ledger, archived, restored }: Run, part: Part): number {
  if (part === 'archived') return archived
  if (part === 'restored') return restored
  return part === 'updated' ? ledger.updated - archived - restored : ledger[part]
}

/** What becomes of a record, as its plan says it and once it was done. */
const outcomeWords: Readonly<Record<OutcomeKind | 'unchanged', readonly [planned: string, done: string]>> = {
  created: ['To create', 'Created'],
  updated: ['To update', 'Updated'],
  archived: ['To archive', 'Archived'],
  restored: ['To bring back', 'Brought back'],
  unchanged: ['Unchanged', 'Unchanged'],
  skipped: ['To skip', 'Skipped'],
  failed: ['Would fail', 'Failed'],
  held: ['To hold', 'Held'],
  gone: ['To mark as gone', 'Gone'],
}

/** What becomes of a record in this run. */
export const outcomeWord = (kind: OutcomeKind | 'unchanged', run: Pick<Run, 'state'>): string =>
  outcomeWords[kind][isDone(run) ? 1 : 0]

export const outcomeTones: Readonly<Record<OutcomeKind, Tone>> = {
  created: 'ok',
  updated: 'busy',
  archived: 'warning',
  restored: 'ok',
  skipped: 'quiet',
  failed: 'bad',
  held: 'held',
  gone: 'warning',
}

/** The first letter large. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
