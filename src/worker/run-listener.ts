import { setTimeout as wait } from 'node:timers/promises'
import type { Pool } from 'pg'
import { runQueue } from '../features/runs/store.ts'

const pause = 2000

/** Hears that a run waits, whoever queued it, until `closed`. A connection that breaks is replaced; meanwhile lanes look by themselves. */
export async function hearOfRuns(pool: Pool, heard: () => void, closed: AbortSignal): Promise<void> {
  while (!closed.aborted) {
    // That the database is away is told by those who look for runs.
    await listen(pool, heard, closed).catch(() => undefined)
    await wait(pause, undefined, { signal: closed }).catch(() => undefined)
  }
}

async function listen(pool: Pool, heard: () => void, closed: AbortSignal): Promise<void> {
  const client = await pool.connect()
  try {
    const over = new Promise<unknown>((resolve) => {
      client.once('error', resolve).once('end', resolve)
      closed.addEventListener('abort', resolve, { once: true })
      if (closed.aborted) resolve(undefined)
    })
    client.on('notification', heard)
    await client.query(`listen ${runQueue}`)
    // What was queued before.
    heard()
    await over
  } finally {
    client.release(true)
  }
}
