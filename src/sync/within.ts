import type { Bounds } from '../lib/condition/bounds.ts'
import type { Comparison } from './comparison.ts'

/** Makes the test whether a fact, which is a time, is within bounds. */
export function within({ from, before, through }: Bounds): Comparison {
  const first = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from)
  const end = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before)
  const last = through === undefined ? Number.POSITIVE_INFINITY : Date.parse(through)
  return (fact) => {
    const at = Date.parse(String(fact))
    return at >= first && at < end && at <= last
  }
}
