import type { Run } from '../../client/run.ts'
import { countOf, countText } from '../../lib/counts.ts'
import { resumedText } from './attempts.ts'
import { brakeLines } from './brake-lines.ts'
import { durationText } from './duration.ts'
import { ledgerLine } from './ledger.ts'
import { plainText } from './plain-text.ts'
import { undoLine } from './undo-text.ts'

/** How a run ended, with its ledger and how long it took. */
export function reportText(run: Run): string {
  return [
    endText(run),
    ...(run.state === 'held' ? brakeLines(run) : []),
    ...[resumedText(run)].filter(Boolean).map((text) => `  ${text}`),
    ...(run.ledger.read > 0 ? [`  ${ledgerLine(run)}`] : []),
    ...(run.kind === 'undo' && run.state.startsWith('succeeded') ? [`  ${undoLine(run)}`] : []),
    ...paceLines(run),
  ].join('\n')
}

function endText({ state, ledger, fault }: Run): string {
  switch (state) {
    case 'succeeded':
      return 'Applied'
    case 'succeeded_with_failures':
      return `Applied, but ${countOf(ledger.failed, 'record')} failed and changed nothing`
    case 'previewed':
      return ['Planned; nothing has been applied', fault ? plainText(fault.message) : []].flat().join('. ')
    case 'empty':
      return 'The vendor listed nobody; nothing was changed'
    case 'cancelled':
      return 'Cancelled; nothing was applied'
    case 'held':
      // What a brake says is told beside it.
      return ['Held; nothing was applied', fault && fault.code !== 'run.held' ? plainText(fault.message) : []]
        .flat()
        .join('. ')
    case 'rejected':
      return 'Rejected; nothing was applied'
    case 'expired':
      return 'Waited for too long; nothing was applied'
    case 'superseded':
      return 'Replaced by a later run; nothing was applied'
    case 'failed':
      return `Failed; nothing was applied. ${plainText(fault?.message ?? '')}`.trim()
    default:
      return `Under way: ${state}`
  }
}

// Between plan and apply a person thinks, so the time taken is what was worked, not from start to end.
function paceLines({ timings, ledger }: Run): string[] {
  const ms = Object.values(timings).reduce<number>(
    (sum, spent) => sum + (typeof spent === 'number' ? spent : 0),
    0,
  )
  if (ms === 0) return []
  const pace = ledger.read > 0 ? `, ${countText(ledger.read / (ms / 1000))} records/s` : ''
  return [`  ${durationText(ms)}${pace}`]
}
