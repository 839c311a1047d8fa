import type { Pool } from 'pg'
import { ApiError } from '../../src/client/api-error.ts'
import { digestOf } from './digest.ts'
import type { Site } from './site.ts'

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
      const begin = performance.now()
      // A database that is down shows nothing, and so nothing wrong.
      await look().catch(() => undefined)
      // Half of the time at most: on a busy machine looking would take what the run needs.
      const took = performance.now() - begin
      await new Promise((resolve) => setTimeout(resolve, Math.max(every, took)))
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

/** Somebody who asks the API all the time; answers how often it failed in a way that nobody expected. */
export function watchApi(site: Site): { stop(): Promise<number> } {
  let stopped = false
  let faults = 0
  const ask = () =>
    site.product.client.people.list({ limit: 5 }).catch((error: unknown) => {
      // A server that is away and a database that is away are told apart and are both well.
      if (error instanceof ApiError && error.code === 'server.fault') faults++
    })
  const asking = (async () => {
    while (!stopped) {
      await ask()
      await new Promise((resolve) => setTimeout(resolve, every))
    }
  })()
  return {
    stop: async () => {
      stopped = true
      await asking
      return faults
    },
  }
}
