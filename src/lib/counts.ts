const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** A count with thousands separators: 2,000. */
export function countText(count: number): string {
  return whole.format(count)
}

/** A count with its noun: "1 record", "2,000 records". */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${countText(count)} ${count === 1 ? noun : plural}`
}
