const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A count with thousands separators: 2,000. */
export function countText(count: number): string {
  return whole.format(count)
}

/** A count with its noun: "1 record", "2,000 records". */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`
}

/** A stretch of time as people say it: 340 ms, 1.2 s, 2 min 5 s. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return `${countText(Math.floor(seconds / 60))} min ${seconds % 60} s`
}
