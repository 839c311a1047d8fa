import type { OutcomeKind, Run } from '../../client/run.ts'
import { countText } from '../../lib/counts.ts'
import { pad } from './width.ts'

const parts = ['created', 'updated', 'unchanged', 'skipped', 'failed', 'held'] as const

type Counted = Pick<Run, 'ledger' | 'archived' | 'restored' | 'gone'>

/** How many outcomes of a kind a run has. In the ledger an undo's archived and restored are among the updated. */
export function countIn(run: Counted, kind: OutcomeKind): number {
  if (kind === 'archived' || kind === 'restored' || kind === 'gone') return run[kind]
  return kind === 'updated' ? run.ledger.updated - run.archived - run.restored : run.ledger[kind]
}

/** The ledger on one line: what was read is the sum of what became of it. Those who are gone were not read. */
export function ledgerLine(run: Counted): string {
  const { ledger, gone } = run
  const sum = partsOf(run)
    .map(([part, count]) => `${part} ${countText(count)}`)
    .join(' + ')
  return `read ${countText(ledger.read)} = ${sum}${gone > 0 ? `; ${countText(gone)} gone` : ''}`
}

/** What the read ones became; archived and restored only where there are some. */
const partsOf = (run: Counted): readonly (readonly [string, number])[] =>
  [...parts, 'archived' as const, 'restored' as const]
    .map((part) => [part, part === 'unchanged' ? run.ledger.unchanged : countIn(run, part)] as const)
    .filter(([part, count]) => count > 0 || (part !== 'archived' && part !== 'restored'))

/** The ledger as a block, the counts one below the other; who is gone, and what is no longer loaded, below. */
export function ledgerBlock(run: Counted & Pick<Run, 'unmaintained'>): string {
  const { ledger, gone, unmaintained } = run
  const counted: readonly (readonly [string, number])[] = [
    ['read', ledger.read],
    ...partsOf(run),
    ...(gone > 0 ? [['gone', gone] as const] : []),
  ]
  const counts = counted.map(([part, count]) => [part, countText(count)] as const)
  const width = Math.max(...counts.map(([, count]) => count.length))
  const lines = counts.map(([part, count]) => `  ${pad(part, 10)}  ${pad(count, width, 'right')}`)
  const left =
    unmaintained > 0
      ? [`  ${countText(unmaintained)} SaaS users would no longer be loaded by anybody: unmaintained`]
      : []
  return [...lines, ...left].join('\n')
}
