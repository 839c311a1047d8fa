import { parentPort, workerData } from 'node:worker_threads'
import type { JsonObject } from '../lib/value.ts'
import { pagePreparer, type Wanted } from './page-preparer.ts'
import type { Recipe } from './recipe.ts'

/** What the thread is started with. */
export interface ThreadStart {
  readonly recipe: Recipe
  readonly runId: string
  /** The moment at which all records of the run are judged, in milliseconds since 1970. */
  readonly now: number
}

/** A record on its way to the thread: its text crosses faster than its objects. */
export type Posted = Omit<Wanted, 'record'>

// Written by `preparation.ts` alone.
const { recipe, runId, now } = workerData as ThreadStart
const newPage = pagePreparer(recipe, runId, { now: () => now })

parentPort?.on('message', (posted: readonly Posted[]) => {
  const page = newPage()
  for (const wanted of posted) page.add({ ...wanted, record: JSON.parse(wanted.raw) as JsonObject })
  const prepared = page.end()
  parentPort?.postMessage(
    prepared,
    prepared.staged.chunks.map((chunk) => chunk.buffer),
  )
})
