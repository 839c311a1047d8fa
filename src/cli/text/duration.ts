import { countText } from '../../lib/counts.ts'

/** A stretch of time as people say it: 340 ms, 1.2 s, 2 min 5 s. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${countText(Math.floor(seconds / 60))} min ${seconds % 60} s`
}
