/** The middle one of some numbers, and the one that nineteen of twenty do not exceed. */
export interface Spread {
  readonly median: number
  readonly p95: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { median: at(0.5), p95: at(0.95) }
}

/** How long something takes, in milliseconds, so many times; the first time, which warms, does not count. */
export async function timed(
  times: number,
  work: (round: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const taken: number[] = []
  for (let round = 0; round <= times; round++) {
    const start = performance.now()
    await work(round)
    if (round > 0) taken.push(performance.now() - start)
  }
  return taken
}
