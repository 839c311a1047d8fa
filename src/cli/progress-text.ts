import type { Run } from '../client/run.ts'
import { timeLeftText } from '../client/time-left.ts'
import { countOf, countText } from '../lib/counts.ts'
import { resumedText } from './text/attempts.ts'

const cells = 24

/**
 * A run's progress on one line. While reading, the total is the count of the integration's last run and is
 * said to be about that; a first run has none and shows a count. Empty where there is nothing to tell yet.
 */
export function progressText(run: Run): string {
  const text = stageText(run)
  return text === '' ? '' : [text, timeLeftText(run), resumedText(run)].filter(Boolean).join('  ')
}

function stageText(run: Run): string {
  const { read, staged, applied, toApply, expected } = run.progress
  switch (run.state) {
    case 'queued':
    case 'leased':
      return 'Waiting to start'
    case 'reading':
      return `Reading   ${readingText(read, expected)}`
    case 'planned':
      return `Planning  ${countOf(staged, 'changed record')} of ${countText(read)}`
    case 'applying':
      return `Applying  ${measured(applied, toApply ?? staged)}`
    default:
      return ''
  }
}

function readingText(read: number, expected: number | null): string {
  if (!expected) return countOf(read, 'record')
  return `${bar(read / expected)}  ${countText(read)} of about ${countText(Math.max(expected, read))}`
}

function measured(done: number, total: number): string {
  if (total === 0) return countText(done)
  return `${bar(done / total)}  ${countText(done)} of ${countText(total)}`
}

function bar(fraction: number): string {
  const full = Math.floor(Math.min(1, fraction) * cells)
  return '█'.repeat(full) + '░'.repeat(cells - full)
}
