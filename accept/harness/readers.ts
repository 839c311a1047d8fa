import type { Pool } from 'pg'
import { digestOf } from './digest.ts'

/** Somebody who looks at the directory all the time. */
export interface Readers {
  /** Ends the looking; answers how often something else was seen than before or after. */
  stop(): Promise<{ readonly looks: number; readonly partial: number }>
}

const every = 100

/** Looks at the directory over and over: it must be as before the run or as after it, and never go back. */
export function watchDirectory(
  pool: Pool,
  { mark, before, after }: { readonly mark: number; readonly before: string; readonly after: string },
): Readers {
  let stopped = false
  let looks = 0
  let partial = 0
  let isAfter = false
  const look = async () => {
    const digest = await digestOf(pool, mark)
    looks++
    if (digest === after) isAfter = true
    else if (digest !== before || isAfter) partial++
  }
  const looking = (async () => {
    while (!stopped) {
      // A database that is down shows nothing, and so nothing wrong.
      await look().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, every))
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await looking
      return { looks, partial }
    },
  }
}
