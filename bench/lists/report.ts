import { spreadOf } from './statistics.ts'

/** One line of what is told: what was measured, what was to be reached, what came out. */
export interface Line {
  readonly what: string
  readonly target: string
  readonly median: string
  readonly p95: string
  readonly met: boolean | null
}

/** A line of milliseconds, of which nineteen of twenty have to be within the target. */
export function timeLine(what: string, taken: readonly number[], most?: number): Line {
  const { median, p95 } = spreadOf(taken)
  return {
    what,
    target: most === undefined ? '' : `${most} ms`,
    median: shown(median),
    p95: shown(p95),
    met: most === undefined ? null : p95 <= most,
  }
}

/** A line of another number. */
export const factLine = (what: string, fact: string, target = '', met: boolean | null = null): Line => ({
  what,
  target,
  median: fact,
  p95: '',
  met,
})

/** As a table that the README can take as it is. */
export function markdown(lines: readonly Line[]): string {
  const rows = lines.map(
    ({ what, target, median, p95, met }) =>
      `| ${what} | ${target} | ${median} | ${p95} | ${met === null ? '' : met ? 'yes' : '**no**'} |`,
  )
  return ['| | target | median | p95 | met |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')
}

const shown = (milliseconds: number): string =>
  `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
