import { Worker } from 'node:worker_threads'
import type { Clock } from '../lib/clock.ts'
import { gently } from './gently.ts'
import { type PreparedPage, pagePreparer, type Wanted } from './page-preparer.ts'
import type { Posted, ThreadStart } from './preparation-thread.ts'
import type { Recipe } from './recipe.ts'

/** Prepares the pages of a run. */
export interface Preparation {
  prepare(wanted: readonly Wanted[]): Promise<PreparedPage>
  close(): Promise<void>
}

/** New or changed records on one page from which a thread is worth its start. */
const worthwhile = 500

/**
 * Opens the preparation of a run's pages: in a thread of its own when there is much to map, so that reading goes on
 * and the program keeps answering meanwhile; otherwise right here. Throws `input.invalid` when mapping or
 * conditions do not fit the load any more.
 */
export function openPreparation(recipe: Recipe, runId: string, clock: Pick<Clock, 'now'>): Preparation {
  const now = clock.now()
  const newPage = pagePreparer(recipe, runId, { now: () => now })
  let thread: Thread | undefined
  return {
    async prepare(wanted) {
      if (wanted.length >= worthwhile) thread ??= startThread({ recipe, runId, now })
      if (thread) return thread.prepare(wanted)
      const page = newPage()
      await gently(wanted, page.add)
      return page.end()
    },
    close: async () => thread?.end(),
  }
}

interface Thread {
  prepare(wanted: readonly Wanted[]): Promise<PreparedPage>
  end(): Promise<void>
}

function startThread(start: ThreadStart): Thread {
  const worker = new Worker(new URL('preparation-thread.ts', import.meta.url), {
    workerData: start,
    // Left to itself it would let garbage pile up.
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 48 },
  })
  let broken: Error | undefined
  // The thread answers in the order in which it is asked.
  const waiting: PromiseWithResolvers<PreparedPage>[] = []
  const breakDown = (error: Error) => {
    broken ??= error
    for (const { reject } of waiting.splice(0)) reject(broken)
  }
  worker.on('message', (page: PreparedPage) => waiting.shift()?.resolve(page))
  worker.once('error', breakDown)
  worker.once('exit', () => breakDown(new Error('The thread that prepares pages ended')))
  return {
    async prepare(wanted) {
      if (broken) throw broken
      const answer = Promise.withResolvers<PreparedPage>()
      waiting.push(answer)
      worker.postMessage(wanted.map(posted))
      return answer.promise
    },
    end: async () => void (await worker.terminate()),
  }
}

const posted = ({ record: _, ...rest }: Wanted): Posted => rest
