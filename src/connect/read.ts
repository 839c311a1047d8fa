import { createHash } from 'node:crypto'
import { AppError } from '../lib/errors.ts'
import type { Json } from '../lib/value.ts'
import { type Ask, type Behind, firstAsk, nextAsk, pageUrl, placeParameter, type Subject } from './ask.ts'
import type { Line } from './call.ts'
import { requestDetail } from './door/trouble.ts'
import { type Fetched, fetchPage, sureOfEnd } from './fetch-page.ts'
import { recordId } from './record.ts'
import type { SeenIds } from './seen-ids.ts'

/** One page of a list, in the vendor's words. */
export interface Page {
  /** Counted from 1 in this reading. */
  readonly number: number
  readonly offset: number
  readonly records: readonly Json[]
  readonly bytes: number
  /** Ids that seem to have come before, in this page or an earlier one; in all but one of thousands of lists, they have. */
  readonly repeated: readonly string[]
}

/** A list to read, and what reading it needs. */
export interface Reading extends Subject, Line {
  /** What an interrupted reading has safe: this one goes on behind it. */
  readonly before?: ReadBefore | undefined
  /** Ids that came: filled by reading; on going on, filled by the caller with those of the pages before. */
  readonly seen: Pick<SeenIds, 'add'>
  readonly random?: () => number
  readonly limits?: Partial<ReadingLimits>
}

interface Bounded extends Reading {
  readonly limits: ReadingLimits
}

/** The beginning of a list, read earlier. */
export interface ReadBefore extends Behind {
  /** How many ids came twice: the list moved, and is read again when it was read to its end. */
  readonly repeated: number
}

const nothing: ReadBefore = { pages: 0, records: 0, repeated: 0 }

/** Ends of a list that never ends. Counted in records, so that small pages do not use it up. */
export interface ReadingLimits {
  readonly records: number
  readonly recordsPerPage: number
  readonly milliseconds: number
}

const usualLimits: ReadingLimits = {
  records: 5_000_000,
  recordsPerPage: 10_000,
  milliseconds: 2 * 60 * 60_000,
}

// A list that brings new ids even in its third reading never stands still.
const mostPasses = 3

/**
 * Reads a list page by page, the next page on its way while the caller works on this one. It ends
 * normally only when the whole list was read; everything else is thrown, so that part of a list is
 * never taken for all of it. A list that repeats itself moved while it was read and may have skipped
 * somebody: it is read again until a reading brings nobody new.
 */
export async function* readPages(reading: Reading): AsyncGenerator<Page, void, undefined> {
  const { before = nothing } = reading
  let number = before.pages
  let position = before.records
  for (let pass = 1; pass <= mostPasses; pass++) {
    const isFirst = pass === 1
    const tally: Tally = { isFirst, repeated: isFirst ? before.repeated : 0, fresh: 0 }
    // Cut in a later reading, more than the whole list is behind us: the first one ends at once, and is followed by another.
    const behind = isFirst ? before : nothing
    for await (const page of readOnce({ ...reading, behind }, tally)) {
      if (page.records.length === 0) continue
      yield { ...page, number: ++number, offset: position }
      position += page.records.length
    }
    if (tally.isFirst ? tally.repeated === 0 : tally.fresh === 0) return
  }
  const text = `The list of ${reading.connector.name} moved each of the ${mostPasses} times it was read, so it cannot be told whether it is complete. Try again when it is quiet.`
  throw new AppError('vendor.odd', text)
}

/** What one reading of a list came across. */
interface Tally {
  readonly isFirst: boolean
  repeated: number
  fresh: number
}

async function* readOnce(
  reading: Reading & { readonly behind: Behind },
  tally: Tally,
): AsyncGenerator<Omit<Page, 'number' | 'offset'>, void, undefined> {
  const stop = new AbortController()
  const signal = reading.signal ? AbortSignal.any([reading.signal, stop.signal]) : stop.signal
  const bounded = { ...reading, signal, limits: { ...usualLimits, ...reading.limits } }
  const until = reading.clock.now() + bounded.limits.milliseconds
  let coming = ahead(fetchPage(bounded, firstAsk(reading.load, reading.behind)))
  try {
    for (;;) {
      const { ask, records, bytes } = await sureOfEnd(bounded, await coming)
      const next = nextAsk(reading.load, ask, records.length)
      if (!next) return
      const { fresh, repeated } = tellNew(reading, { ask, records, bytes }, tally)
      refuseEndless(bounded, { next, until })
      coming = ahead(fetchPage(bounded, next))
      const told = tally.isFirst ? { records, repeated } : { records: fresh, repeated: [] }
      yield { ...told, bytes }
      signal.throwIfAborted()
    }
  } finally {
    stop.abort()
    await coming.catch(ignore)
  }
}

/**
 * Tells the records of a page that did not come before from the ids that did. In a first reading, a page
 * that brings nothing new is the same page again: the vendor ignores where we ask it to go on.
 */
function tellNew({ load, seen, connector, settings }: Reading, { ask, records }: Fetched, tally: Tally) {
  const fresh: Json[] = []
  const repeated: string[] = []
  for (const record of records) {
    const id = recordId(record, load)
    if (id === undefined) continue
    if (seen.add(id)) fresh.push(record)
    else repeated.push(id)
  }
  tally.fresh += fresh.length
  tally.repeated += repeated.length
  // Records without ids are the mapping's trouble; a page of nothing else is told by its content.
  const isNew = fresh.length > 0 || (repeated.length === 0 && seen.add(contentSign(records)))
  if (isNew || !tally.isFirst) return { fresh, repeated }
  const url = pageUrl({ connector, load, settings }, ask)
  const text = `${url.host} sent ${records.length} records from position ${ask.offset} on, all of which were sent before. It seems to ignore "${placeParameter(load.paging)}", so the list cannot be read to its end.`
  throw new AppError('vendor.loop', text, { ...requestDetail(url), offset: ask.offset })
}

function contentSign(records: readonly Json[]): string {
  return `page ${createHash('sha256').update(JSON.stringify(records)).digest('hex')}`
}

function refuseEndless({ clock, limits, connector }: Bounded, at: { next: Ask; until: number }): void {
  if (at.next.offset > limits.records)
    throw new AppError(
      'vendor.too-large',
      `${connector.name} sent more than ${limits.records} records in one list.`,
    )
  if (clock.now() > at.until) {
    const hours = limits.milliseconds / 3_600_000
    const text = `The list of ${connector.name} was not complete after ${hours} hours, at record ${at.next.offset}.`
    throw new AppError('vendor.too-large', text)
  }
}

/** A page that may fail before anyone waits for it: its failure is told when it is waited for. */
function ahead(page: Promise<Fetched>): Promise<Fetched> {
  page.catch(ignore)
  return page
}

function ignore(): void {}
