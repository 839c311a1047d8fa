import { dropOldActs } from '../features/activity/actions.ts'
import { tendDuplicates } from '../features/duplicates/jobs.ts'
import { queueDue, readDue, settleDue, untilDue } from '../features/schedules/jobs.ts'
import { clearSignIns } from '../features/sessions/store.ts'
import { tendIndexes } from '../features/views/jobs.ts'
import type { Ctx } from '../kit/ctx.ts'
import { pruneRuns } from '../sync/retention.ts'

/** Queues runs when their schedules want them, and drops what is too old to keep. */
export interface Scheduler {
  close(): Promise<void>
}

const longestWait = 5000
const pruneEvery = 60 * 60 * 1000
const tendEvery = 60 * 1000

/**
 * Starts it. Several may work on one database, in as many processes: each due time gets one run. The database's
 * clock says what is due; this process only wakes up to ask.
 */
export function startScheduler(ctx: Ctx): Scheduler {
  const stopping = new AbortController()
  const work = Promise.all([
    repeat(stopping.signal, () => tick(ctx)),
    repeat(stopping.signal, async () => {
      await quietly(ctx, 'what is old could not be dropped', () => pruneRuns(ctx.db.pool, stopping.signal))
      await quietly(ctx, 'sessions that are over could not be dropped', () => clearSignIns(ctx.db.pool))
      await quietly(ctx, 'old acts could not be dropped', () => dropOldActs(ctx))
      return pruneEvery
    }),
    repeat(stopping.signal, async () => {
      const began = performance.now()
      await quietly(ctx, 'people who may be the same could not be looked for', () => tendDuplicates(ctx))
      // Of a million people it takes seconds: never more than a hundredth of the time is spent on it.
      return Math.max(tendEvery, 100 * (performance.now() - began))
    }),
    repeat(stopping.signal, async () => {
      await quietly(ctx, 'indexes of lists could not be looked after', () =>
        tendIndexes(ctx, stopping.signal),
      )
      return tendEvery
    }),
  ])
  return {
    close: async () => {
      stopping.abort()
      await work
    },
  }
}

/** Does it over and over, waiting in between for as long as it says. */
async function repeat(stopping: AbortSignal, once: () => Promise<number>): Promise<void> {
  while (!stopping.aborted) await pause(await once(), stopping)
}

/** Not by the clock of actions: a test that moves it would keep us from ever resting. */
function pause(milliseconds: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    stopping.addEventListener('abort', done)
    if (stopping.aborted) done()
  })
}

/** Sees to everything that is due; answers how long to wait. */
async function tick(ctx: Ctx): Promise<number> {
  const { pool } = ctx.db
  let wait: number | undefined
  await quietly(ctx, 'due runs could not be looked up', async () => {
    await settleDue(pool)
    // What is wrong with one integration keeps no other from running.
    for (const id of await readDue(pool))
      await quietly(ctx, 'a due run could not be queued', () => queueDue(ctx, id))
    wait = await untilDue(pool)
  })
  return Math.min(Math.max(wait ?? longestWait, 100), longestWait)
}

async function quietly(ctx: Ctx, failure: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    ctx.log.error({ err: error }, failure)
  }
}
