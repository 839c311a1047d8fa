import type { Pool } from 'pg'
import { endWriter, isLost, lostRun, type RunLease, renewLease, renewSeconds } from './lease.ts'

/** The watch over a run that is being worked on. */
export interface Watch {
  /** Aborts when the run is cancelled or was taken over, or the program stops. */
  readonly signal: AbortSignal
  stop(): void
}

const lookEvery = 1000
/** How long what is being written may take to end when the program stops; then it is rolled back. */
const patience = 8000

/** Keeps a run's lease alive and listens for its cancelling, apart from the work itself. */
export function watchRun(pool: Pool, lease: RunLease, stopping = new AbortController().signal): Watch {
  const lost = new AbortController()
  let looks = 0
  const look = async () => {
    if (await isLost(pool, lease)) lost.abort(lostRun())
    else if (++looks % renewSeconds === 0) await renewLease(pool, lease)
  }
  // A look that fails is followed by another; the run's own queries tell of a database that is gone.
  const watching = setInterval(() => void look().catch(() => undefined), lookEvery)
  let losingPatience: NodeJS.Timeout | undefined
  const lastWord = () => {
    losingPatience = setTimeout(() => void endWriter(pool, lease).catch(() => undefined), patience)
  }
  stopping.addEventListener('abort', lastWord, { once: true })
  return {
    signal: AbortSignal.any([lost.signal, stopping]),
    stop: () => {
      clearInterval(watching)
      clearTimeout(losingPatience)
      stopping.removeEventListener('abort', lastWord)
    },
  }
}
