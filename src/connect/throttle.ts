import type { Clock } from '../lib/clock.ts'

/** Spaces the requests of one credential. */
export interface Throttle {
  /** Resolves when the next request may be sent; rejects when the signal aborts. */
  take(signal?: AbortSignal): Promise<void>
}

/** Requests that may follow each other at once, so that a test of a credential never waits for a run. */
const burst = 5

/**
 * At most `requestsPerMinute`, evenly spaced but for a small burst. Keep one per credential: vendors
 * count by it.
 */
export function throttle(requestsPerMinute: number, clock: Clock): Throttle {
  const interval = 60_000 / requestsPerMinute
  // The time at which all requests so far would have been sent without any burst.
  let booked = 0
  let last = 0
  return {
    take: async (signal) => {
      signal?.throwIfAborted()
      const now = clock.now()
      // A clock that was set back must not make us wait for what is now the future.
      booked = now < last ? now : Math.max(booked, now)
      last = now
      const wait = booked - now - (burst - 1) * interval
      booked += interval
      if (wait > 0) await clock.sleep(wait, signal)
    },
  }
}

/** The throttle of each credential, so that all that use one share what the vendor allows it. */
export type Throttles = (credentialId: string, requestsPerMinute: number) => Throttle

export function throttles(clock: Clock): Throttles {
  const known = new Map<string, Throttle>()
  return (credentialId, requestsPerMinute) => {
    const kept = known.get(credentialId)
    if (kept) return kept
    const made = throttle(requestsPerMinute, clock)
    known.set(credentialId, made)
    return made
  }
}
