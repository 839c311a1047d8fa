import type { Run } from '../../client/run.ts'
import { countOf } from '../../lib/counts.ts'

/** What an undo means for the integration: nothing that was taken back comes again by itself. */
export function undoLine({ state, ledger }: Pick<Run, 'state' | 'ledger'>): string {
  const isDone = state.startsWith('succeeded')
  const records = countOf(ledger.read - ledger.failed, 'record')
  return `The integration ${isDone ? 'is' : 'will be'} paused; its next run looks at ${records} again and waits as a plan`
}
