import type { Pool, PoolClient } from 'pg'
import { failpoint } from '#failpoint'
import type { Line } from '../connect/call.ts'
import { type ReadBefore, type Reading, readPages } from '../connect/read.ts'
import { seenIds } from '../connect/seen-ids.ts'
import { withConnection } from '../db/transaction.ts'
import type { Clock } from '../lib/clock.ts'
import type { Candidate } from './candidate.ts'
import { rowCopier, type StagedRow } from './copied-rows.ts'
import { completeList, readCursor, rememberSeen } from './cursor.ts'
import { gently } from './gently.ts'
import { type Compare, comparer, findSeen, type Known } from './known.ts'
import type { RunLease } from './lease.ts'
import { rootsNeeded } from './mapping/needs.ts'
import { type Prepared, preparer } from './preparer.ts'
import type { Recipe } from './recipe.ts'
import { type Sorter, sorter } from './sorter.ts'
import { type EarlyOutcome, type SortedPage, stagePage } from './staging.ts'
import type { Stopwatch } from './stopwatch.ts'
import { type ListPage, storedPages } from './stored-pages.ts'

/** What reading a list needs. */
export interface ListReading {
  readonly pool: Pool
  readonly lease: RunLease
  readonly recipe: Recipe
  /** Null: a replay, which reads what is stored and asks nobody. */
  readonly line: Line | null
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly watch: Stopwatch
}

/**
 * Reads the vendor's whole list, or what is stored of it, into staging, page by page. While one page is being staged the next is
 * judged and compared on a second connection, and the one after it is on its way. Goes on behind what an interrupted
 * run has staged. Throws when the list could not be read to its end: what is staged then is never planned.
 */
export async function readList(reading: ListReading): Promise<void> {
  const { pool, lease } = reading
  const { complete, ...behind } = await readCursor(pool, lease.runId)
  if (complete) return
  const seen = seenIds()
  const repeated = await rememberSeen(pool, { runId: lease.runId, ...behind }, seen)
  const goingOn = { ...reading, seen, before: { ...behind, repeated } }
  await withConnection(pool, (compare) =>
    withConnection(pool, (stage) => readAndStage(goingOn, { compare, stage })),
  )
  await completeList(pool, lease)
}

/** What reading has behind it. */
type GoingOn = ListReading & Pick<Reading, 'seen'> & { readonly before: ReadBefore }

interface Clients {
  readonly compare: PoolClient
  readonly stage: PoolClient
}

async function readAndStage(reading: GoingOn, clients: Clients): Promise<void> {
  const { lease, recipe, clock, watch } = reading
  const pages = pagesOf(reading)
  const map = preparer(recipe, lease.runId, clock)
  const compare = await comparer(clients.compare, recipe.sourceId)
  const sorting = { stage: clients.stage, compare, sort: sorter(recipe), map, lease, watch }
  let staging = Promise.resolve()
  try {
    for (let page = await watch.during('fetch', () => pages.next()); !page.done; ) {
      await failpoint('page.fetched')
      const { repeated } = page.value
      // Whether an id really came before is asked of the pages that are safe.
      if (repeated.length > 0) await staging
      const earlier = repeated.length > 0 ? await findSeen(clients.stage, lease.runId, repeated) : none
      const previous = staging
      staging = stageCompared(sorting, await comparePage(sorting, page.value, earlier), previous)
      // Its failure is told when it is waited for.
      staging.catch(() => undefined)
      await watch.during('wait', () => previous)
      page = await watch.during('fetch', () => pages.next())
    }
    await watch.during('wait', () => staging)
  } finally {
    await pages.return()
    await staging.catch(() => undefined)
  }
}

function pagesOf(reading: GoingOn): AsyncGenerator<ListPage, void, undefined> {
  const { pool, recipe, line, signal, seen, before } = reading
  const { load, mapping, conditions, sourceId, sameConditions = false } = recipe
  if (!line)
    return storedPages(pool, { sourceId, pageSize: load.paging.size, sameConditions, before, signal })
  const extraSelect = rootsNeeded(load, mapping, conditions)
  return readPages({ ...line, signal, load, seen, before, extraSelect })
}

const none: ReadonlySet<string> = new Set()

interface Sorting extends Pick<Clients, 'stage'> {
  readonly compare: Compare
  readonly sort: Sorter
  readonly map: (candidate: Candidate) => Prepared
  readonly lease: RunLease
  readonly watch: Stopwatch
}

/** A page whose comparison is under way. */
interface Compared {
  readonly page: ListPage
  readonly candidates: readonly Candidate[]
  readonly early: readonly EarlyOutcome[]
  readonly known: Promise<Known>
}

async function comparePage(
  { sort, compare, watch }: Sorting,
  page: ListPage,
  earlier: ReadonlySet<string>,
): Promise<Compared> {
  const candidates: Candidate[] = []
  const early: EarlyOutcome[] = [...(page.unstored ?? [])]
  await watch.during('judge', () =>
    gently(sort.sort(page, earlier), (sorted) => {
      if ('candidate' in sorted) candidates.push(sorted.candidate)
      else early.push(sorted.early)
    }),
  )
  const known = compare({
    ids: candidates.map((candidate) => candidate.id),
    hashes: candidates.map((candidate) => candidate.rawHash),
  })
  // Its failure is told when it is waited for.
  known.catch(() => undefined)
  return { page, candidates, early, known }
}

/** Maps a page while the one before it is being staged, then stages it. */
async function stageCompared(sorting: Sorting, compared: Compared, previous: Promise<void>): Promise<void> {
  const { page, candidates, early } = compared
  const { lease, stage, watch } = sorting
  const known = await watch.during('compare', () => compared.known)
  await failpoint('page.compared')
  const { staged, dropped } = await watch.during('map', () => prepare(sorting, candidates, known))
  const sorted: SortedPage = {
    number: page.number,
    received: page.records.length + (page.unstored?.length ?? 0),
    staged,
    unchanged: candidates.length - staged.count - dropped.length,
    early: [...early, ...dropped],
    seen: [...candidates.map(({ id }) => id), ...early.map(({ vendorId }) => vendorId)].filter(Boolean),
  }
  await failpoint('page.mapped')
  await previous
  await watch.during('stage', () => stagePage(stage, lease, sorted))
  await failpoint('page.staged')
}

/** Maps what is new or changed, or has no key. Where time decides, unchanged records are judged too, though not staged. */
async function prepare(
  { map, sort, lease }: Sorting,
  candidates: readonly Candidate[],
  { changed, keyless }: Known,
): Promise<Pick<SortedPage, 'staged'> & { readonly dropped: readonly EarlyOutcome[] }> {
  const dropped: EarlyOutcome[] = []
  const copier = rowCopier(lease.runId)
  await gently(sort.dependsOnTime ? candidates.keys() : [...changed, ...keyless], (at) => {
    const candidate = candidates[at]
    if (!candidate) return
    const prepared = map(candidate)
    if ('early' in prepared) dropped.push(prepared.early)
    else if (changed.has(at)) copier.add(prepared.staged)
    else if (keyless.has(at)) dropped.push(withoutKey(prepared.staged))
  })
  return { staged: copier.end(), dropped }
}

const withoutKey = ({ number, vendorId, label }: StagedRow): EarlyOutcome => ({
  number,
  vendorId,
  label,
  kind: 'skipped',
  reason: 'no_key',
  problems: [],
})
