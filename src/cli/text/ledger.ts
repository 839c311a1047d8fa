import type { OutcomeKind, Run } from '../../client/run.ts'
import { countText } from './numbers.ts'
import { pad } from './width.ts'

const parts = ['created', 'updated', 'unchanged', 'skipped', 'failed', 'held'] as const

/** How many outcomes of a kind a run has. In the ledger an undo's archived and restored are among the updated. */
export function countIn(
  run: Pick<Run, 'ledger' | 'archived' | 'restored' | 'gone'>,
  kind: OutcomeKind,
): number {
  if (kind === 'archived' || kind === 'restored' || kind === 'gone') return run[kind]
  return kind === 'updated' ? run.ledger.updated - run.archived - run.restored : run.ledger[kind]
}

/** The ledger on one line: what was read is the sum of what became of it. Those who are gone were not read. */
export function ledgerLine({ ledger, gone }: Pick<Run, 'ledger' | 'gone'>): string {
  const sum = parts.map((part) => `${part} ${countText(ledger[part])}`).join(' + ')
  return `read ${countText(ledger.read)} = ${sum}${gone > 0 ? `; ${countText(gone)} gone` : ''}`
}

/** The ledger as a block, the counts one below the other; who is gone, and what is no longer loaded, below. */
export function ledgerBlock({
  ledger,
  gone,
  unmaintained,
}: Pick<Run, 'ledger' | 'gone' | 'unmaintained'>): string {
  const counted: readonly (readonly [string, number])[] = [
    ...(['read', ...parts] as const).map((part) => [part, ledger[part]] as const),
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
