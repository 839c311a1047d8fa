/** Where a run's time goes: milliseconds by stage. */
export type Timings = Readonly<Record<string, number>>

export interface Stopwatch {
  /** Counts the time until the work is done to a stage. */
  during<T>(stage: string, work: () => Promise<T>): Promise<T>
  timings(): Timings
}

export function stopwatch(): Stopwatch {
  const spent: Record<string, number> = {}
  return {
    async during(stage, work) {
      const start = performance.now()
      try {
        return await work()
      } finally {
        spent[stage] = (spent[stage] ?? 0) + performance.now() - start
      }
    },
    timings: () => Object.fromEntries(Object.entries(spent).map(([stage, ms]) => [stage, Math.round(ms)])),
  }
}
