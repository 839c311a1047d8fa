import { sendDue } from '../features/deliveries/jobs.ts'
import { performRun } from '../features/execution/actions.ts'
import { endDeleted } from '../features/integrations/jobs.ts'
import { tendNotices } from '../features/notices/jobs.ts'
import { expirePlans } from '../features/plans/store.ts'
import { nextQueued } from '../features/runs/store.ts'
import { doSurvey } from '../features/surveys/jobs.ts'
import { tendWebhooks } from '../features/webhooks/jobs.ts'
import type { Ctx } from '../kit/ctx.ts'
import { AppError } from '../lib/errors.ts'
import { requeueInterrupted } from '../sync/lease.ts'
import { hearOfRuns } from './run-listener.ts'

/** A process that does queued runs. */
export interface Worker {
  /** Takes no more runs, hands back those that still read, and gives those that are being applied eight seconds. */
  close(): Promise<void>
}

const lanes = 3
const webhookLanes = 4
const longestWait = 2000

/** Starts doing queued runs, several side by side; wakes at once when one is queued anywhere. */
export async function openWorker(ctx: Ctx): Promise<Worker> {
  const bell = newBell()
  const stopping = new AbortController()
  const { signal } = stopping
  const work = [
    hearOfRuns(ctx.db.pool, bell.ring, signal),
    ...Array.from({ length: lanes }, () => lane(bell, signal, () => tryNext(ctx, signal))),
    lane(bell, signal, () => tryNotices(ctx, signal)),
    lane(bell, signal, () => trySurveys(ctx, signal)),
    lane(bell, signal, () => tryEndings(ctx)),
    ...Array.from({ length: webhookLanes }, () => lane(bell, signal, () => tryWebhooks(ctx, signal))),
  ]
  return {
    async close() {
      stopping.abort(new AppError('run.interrupted'))
      bell.ring()
      await Promise.all(work)
    },
  }
}

/** Does one kind of work after the other, and waits while there is none. */
async function lane(bell: Bell, stopping: AbortSignal, tryWork: () => Promise<boolean>): Promise<void> {
  while (!stopping.aborted) {
    const worked = await tryWork()
    if (!worked && !stopping.aborted) await bell.wait(longestWait)
  }
}

/** Does the run that waits longest. False when there is none, or the database cannot be reached. */
async function tryNext(ctx: Ctx, stopping: AbortSignal): Promise<boolean> {
  try {
    await requeueInterrupted(ctx.db.pool)
    await expirePlans(ctx.db)
    const runId = await nextQueued(ctx.db)
    if (runId === undefined) return false
    await performRun(ctx, runId, stopping)
    return true
  } catch (error) {
    // Another lane or worker was faster.
    if (error instanceof AppError && error.code === 'run.state') return true
    ctx.log.error({ err: error }, 'the worker could not look for runs')
    return false
  }
}

async function tryNotices(ctx: Ctx, stopping: AbortSignal): Promise<boolean> {
  try {
    await tendWebhooks(ctx)
    return await tendNotices(ctx, stopping)
  } catch (error) {
    ctx.log.error({ err: error }, 'the worker could not look after notices')
    return false
  }
}

async function tryWebhooks(ctx: Ctx, stopping: AbortSignal): Promise<boolean> {
  try {
    return await sendDue(ctx, stopping)
  } catch (error) {
    ctx.log.error({ err: error }, 'the worker could not send to webhooks')
    return false
  }
}

async function trySurveys(ctx: Ctx, stopping: AbortSignal): Promise<boolean> {
  try {
    return await doSurvey(ctx, stopping)
  } catch (error) {
    ctx.log.error({ err: error }, 'the worker could not look for surveys')
    return false
  }
}

async function tryEndings(ctx: Ctx): Promise<boolean> {
  try {
    return await endDeleted(ctx)
  } catch (error) {
    // A run is being applied: later.
    if (error instanceof AppError && error.code === 'database.locked') return false
    ctx.log.error({ err: error }, 'the worker could not see to deleted integrations')
    return false
  }
}

interface Bell {
  ring(): void
  /** Resolves when the bell rings or after so many milliseconds. */
  wait(most: number): Promise<void>
}

function newBell(): Bell {
  const waiting = new Set<() => void>()
  return {
    ring: () => {
      for (const wake of waiting) wake()
    },
    wait: (most) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(done)
          resolve()
        }
        const timer = setTimeout(done, most)
        waiting.add(done)
      }),
  }
}
