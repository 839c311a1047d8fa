import type { Ledger, OutcomeKind, Run } from '../../client/run.ts'
import { countText } from './numbers.ts'
import { pad } from './width.ts'

const parts = ['created', 'updated', 'unchanged', 'skipped', 'failed', 'held'] as const

/** How many outcomes of a kind a run has. In the ledger an undo's archived and restored are among the updated. */
export function countIn(run: Pick<Run, 'ledger' | 'archived' | 'restored'>, kind: OutcomeKind): number {
  if (kind === 'archived' || kind === 'restored') return run[kind]
  return kind === 'updated' ? run.ledger.updated - run.archived - run.restored : run.ledger[kind]
}

/** The ledger on one line: what was read is the sum of what became of it. */
export function ledgerLine(ledger: Ledger): string {
  const sum = parts.map((part) => `${part} ${countText(ledger[part])}`).join(' + ')
  return `read ${countText(ledger.read)} = ${sum}`
}

/** The ledger as a block, the counts one below the other. */
export function ledgerBlock(ledger: Ledger): string {
  const counts = ['read' as const, ...parts].map((part) => [part, countText(ledger[part])] as const)
  const width = Math.max(...counts.map(([, count]) => count.length))
  return counts.map(([part, count]) => `  ${pad(part, 10)}  ${pad(count, width, 'right')}`).join('\n')
}
