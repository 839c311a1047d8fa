/** Where a run's time goes: milliseconds by stage. */
export type Timings = Readonly<Record<string, number>>

export interface Stopwatch {
  /** Counts the time until the work is done to a stage. */
  during<T>(stage: string, work: () => Promise<T>): Promise<T>
  /** The same for work that waits for nothing. */
  count<T>(stage: string, work: () => T): T
  timings(): Timings
}

export function stopwatch(): Stopwatch {
  const spent: Record<string, number> = {}
  const note = (stage: string, start: number) => {
    spent[stage] = (spent[stage] ?? 0) + performance.now() - start
  }
  return {
    async during(stage, work) {
      const start = performance.now()
      try {
        return await work()
      } finally {
        note(stage, start)
      }
    },
    count(stage, work) {
      const start = performance.now()
      const result = work()
      note(stage, start)
      return result
    },
    timings: () => Object.fromEntries(Object.entries(spent).map(([stage, ms]) => [stage, Math.round(ms)])),
  }
}
