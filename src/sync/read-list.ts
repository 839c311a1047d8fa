import type { Pool, PoolClient } from 'pg'
import type { Line } from '../connect/call.ts'
import { type Page, readPages } from '../connect/read.ts'
import { seenIds } from '../connect/seen-ids.ts'
import type { Candidate } from './candidate.ts'
import { findChanged, findSeen } from './known.ts'
import { rootsNeeded } from './needs.ts'
import type { Recipe } from './recipe.ts'
import { type Sorter, sorter } from './sorter.ts'
import { type EarlyOutcome, type RunLease, type SortedPage, type StagedRow, stagePage } from './staging.ts'
import type { Stopwatch } from './stopwatch.ts'

/** What reading a list needs. */
export interface ListReading {
  readonly pool: Pool
  readonly lease: RunLease
  readonly recipe: Recipe
  readonly line: Line
  readonly watch: Stopwatch
}

/**
 * Reads the vendor's whole list into staging, page by page. While one page is being staged the next is
 * compared on a second connection and the one after it is on its way. Throws when the list could not be
 * read to its end: what is staged then is never planned.
 */
export async function readList(reading: ListReading): Promise<void> {
  const [compare, stage] = await Promise.all([reading.pool.connect(), reading.pool.connect()])
  try {
    await readAndStage(reading, { compare, stage })
  } finally {
    compare.release()
    stage.release()
  }
}

interface Clients {
  readonly compare: PoolClient
  readonly stage: PoolClient
}

async function readAndStage({ lease, recipe, line, watch }: ListReading, clients: Clients): Promise<void> {
  const { load, mapping, conditions } = recipe
  const sort = sorter(recipe, lease.runId, line.clock)
  const doubtful = doubtfulIds()
  const pages = readPages({
    ...line,
    load,
    seen: doubtful,
    extraSelect: rootsNeeded(load, mapping, conditions),
  })
  let staging = Promise.resolve()
  try {
    for (let page = await watch.during('fetch', () => pages.next()); !page.done; ) {
      const repeated = doubtful.take()
      // Whether an id really came before is asked of the pages that are safe.
      if (repeated.length > 0) await staging
      const earlier = repeated.length > 0 ? await findSeen(clients.stage, lease.runId, repeated) : none
      const sorted = await sortPage({ sort, recipe, client: clients.compare, watch }, page.value, earlier)
      await watch.during('stage', () => staging)
      staging = stagePage(clients.stage, lease, sorted)
      // Its failure is told when it is waited for.
      staging.catch(() => undefined)
      page = await watch.during('fetch', () => pages.next())
    }
    await watch.during('stage', () => staging)
  } finally {
    await pages.return()
    await staging.catch(() => undefined)
  }
}

const none: ReadonlySet<string> = new Set()

/** Remembers compactly which ids came, and notes those that seem to come again. */
function doubtfulIds() {
  const seen = seenIds()
  let again: string[] = []
  return {
    add(id: string): boolean {
      const fresh = seen.add(id)
      if (!fresh) again.push(id)
      return fresh
    },
    take(): string[] {
      const taken = again
      again = []
      return taken
    },
  }
}

interface Sorting {
  readonly sort: Sorter
  readonly recipe: Recipe
  readonly client: PoolClient
  readonly watch: Stopwatch
}

async function sortPage(sorting: Sorting, page: Page, earlier: ReadonlySet<string>): Promise<SortedPage> {
  const { sort, recipe, client, watch } = sorting
  const { candidates, early } = await watch.during('judge', async () => sort.candidates(page, earlier))
  const changed = await watch.during('compare', () =>
    findChanged(client, recipe.sourceId, {
      ids: candidates.map((candidate) => candidate.id),
      hashes: candidates.map((candidate) => candidate.rawHash),
    }),
  )
  const { staged, dropped } = await watch.during('map', async () => prepare(sort, candidates, changed))
  return {
    number: page.number,
    received: page.records.length,
    staged,
    unchanged: candidates.length - staged.length - dropped.length,
    early: [...early, ...dropped],
    seen: [
      ...candidates.map((candidate) => candidate.id),
      ...early.map((outcome) => outcome.vendorId),
    ].filter(Boolean),
  }
}

/** Maps what is new or changed. Where time decides, unchanged records are judged too, though not staged. */
function prepare(sort: Sorter, candidates: readonly Candidate[], changed: ReadonlySet<number>) {
  const staged: StagedRow[] = []
  const dropped: EarlyOutcome[] = []
  for (const [at, candidate] of candidates.entries()) {
    const isChanged = changed.has(at)
    if (!isChanged && !sort.dependsOnTime) continue
    const prepared = sort.prepare(candidate)
    if ('early' in prepared) dropped.push(prepared.early)
    else if (isChanged) staged.push(prepared.staged)
  }
  return { staged, dropped }
}
