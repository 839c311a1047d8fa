import type { z } from 'zod'
import type { TrippedBrake } from '../../db/sync-tables.ts'
import { publicId } from '../../lib/ids.ts'
import type { NoticeAnswer } from './schema.ts'
import type { NoticeRow, Topic } from './store.ts'

/** A run that ended, as far as a notice tells of it. */
export interface EndedRun {
  readonly id: string
  readonly integration_id: string
  readonly integration_name: string | null
  readonly state: string
  readonly mode: 'plan' | 'apply'
  readonly kind: 'load' | 'replay' | 'undo' | 'edit' | 'reorder' | 'merge' | 'split'
  readonly tries: object | null
  readonly brakes: readonly TrippedBrake[]
  readonly fault: { readonly code: string; readonly message: string } | null
}

export interface Told {
  readonly reason: string
  readonly message: string
}

/** What the contacts of an integration should know of a run that ended. Nothing of one that did as it was asked. */
export function noticeOf(run: EndedRun): Told | undefined {
  const name = `"${run.integration_name ?? 'deleted integration'}"`
  const fault = run.fault?.message ?? ''
  switch (run.state) {
    case 'held': {
      const brakes = run.brakes.map(({ brake }) => brake).sort()
      // A plan that was released and is another by now: its brakes were approved, so they do not tell why it waits again.
      const stale = run.fault?.code === 'run.stale' ? fault : ''
      const why = [stale, ...run.brakes.map(({ message }) => message)].filter(Boolean).join(' ')
      return {
        reason: reason('held', ...brakes),
        message: `A run of ${name} is held. ${why || fault}`.trim(),
      }
    }
    case 'failed':
      return {
        reason: reason('failing', run.fault?.code ?? 'internal'),
        message: `${name} fails. ${fault}`.trim(),
      }
    case 'previewed':
      // Whoever asks for a plan looks at it; one that came instead of an apply has to be told of.
      if (run.mode === 'plan' && (run.kind === 'load' || run.tries) && run.fault === null) return undefined
      return {
        reason: reason('waiting'),
        message: `A plan of ${name} waits to be looked at. ${fault}`.trim(),
      }
    default:
      return undefined
  }
}

const reason = (topic: Topic, ...parts: readonly string[]): string =>
  parts.length === 0 ? topic : `${topic}:${parts.join(',')}`

/** The topics that the end of a run has something to say about; a run that was cancelled says nothing of failing. */
export function settledTopics({ state }: EndedRun): readonly Topic[] {
  if (!ends.has(state)) return []
  return state === 'cancelled' ? ['held', 'waiting'] : ['held', 'waiting', 'failing']
}

const ends: ReadonlySet<string> = new Set([
  'held',
  'previewed',
  'failed',
  'cancelled',
  'empty',
  'succeeded',
  'succeeded_with_failures',
])

export function present(row: NoticeRow, isMailSetUp: boolean): z.input<typeof NoticeAnswer> {
  return {
    id: publicId('ntc', row.id),
    integrationId: row.integration_id && publicId('int', row.integration_id),
    integrationName: row.integration_name,
    runId: row.run_id && publicId('run', row.run_id),
    reason: row.reason,
    message: row.message,
    madeAt: row.made_at.toISOString(),
    mail: mailStateOf(row, isMailSetUp),
    mailedAt: row.mailed_at?.toISOString() ?? null,
    mailFault: row.mail_fault,
    closedAt: row.closed_at?.toISOString() ?? null,
    seenAt: row.seen_at?.toISOString() ?? null,
  }
}

function mailStateOf(row: NoticeRow, isSetUp: boolean): z.input<typeof NoticeAnswer>['mail'] {
  if (row.mailed_at) return 'sent'
  if (row.closed_at) return 'not_needed'
  if (!row.contacts?.length) return 'nobody'
  return isSetUp ? 'waiting' : 'off'
}
