import { AppError } from '../lib/errors.ts'
import type { Json } from '../lib/value.ts'
import { type Ask, askedSize, pageUrl, type Subject, smallerAsk } from './ask.ts'
import { readRecords } from './body.ts'
import { callVendor, type Line } from './call.ts'
import { requestDetail, trouble } from './door/trouble.ts'
import { retried } from './retry.ts'

/** Whose pages are asked for, how, and how many records may come in one. */
interface Asking extends Subject, Line {
  readonly random?: () => number
  readonly limits: { readonly recordsPerPage: number }
}

/** One page as it came. */
export interface Fetched {
  readonly ask: Ask
  readonly records: readonly Json[]
  readonly bytes: number
}

/** Fetches one page, in smaller pieces if it is too much at once. Throws what cannot be helped by trying again. */
export async function fetchPage(asking: Asking, first: Ask): Promise<Fetched> {
  for (let ask = first; ; ) {
    try {
      return await fetchOnce(asking, ask)
    } catch (error) {
      const smaller = isTooMuch(error) ? smallerAsk(asking.load, ask) : undefined
      if (!smaller) throw error
      ask = smaller
    }
  }
}

/**
 * An empty page ends the list, so it is not taken on its first word: the same page is asked for once more,
 * and then the one behind it. Throws `vendor.odd` for a list with a hole.
 */
export async function sureOfEnd(asking: Asking, fetched: Fetched): Promise<Fetched> {
  if (fetched.records.length > 0) return fetched
  const again = await fetchPage(asking, fetched.ask)
  if (again.records.length > 0) return again
  const size = askedSize(asking.load.paging, again.ask)
  const behind = await fetchPage(asking, { ...again.ask, offset: again.ask.offset + size })
  if (behind.records.length === 0) return again
  const url = pageUrl(asking, again.ask)
  const text = `${url.host} sent an empty page at position ${again.ask.offset} and records behind it, so the list cannot be read to its end.`
  throw new AppError('vendor.odd', text, { ...requestDetail(url), offset: again.ask.offset })
}

function fetchOnce(asking: Asking, ask: Ask): Promise<Fetched> {
  const { clock, random = Math.random, signal, load, limits } = asking
  const url = pageUrl(asking, ask)
  const fetched = async (): Promise<Fetched> => {
    const { json, bytes } = await callVendor(asking, url)
    const records = readRecords(json, load, url)
    if (records.length > limits.recordsPerPage)
      throw trouble(url, 'size', `${url.host} sent more than ${limits.recordsPerPage} records in one answer.`)
    refuseLonger(asking, { ask, records, bytes })
    return { ask, records, bytes }
  }
  return retried(fetched, { clock, random, signal })
}

/** A numbered page that is longer than asked for stands at another place than its number says. */
function refuseLonger({ load, ...subject }: Asking, { ask, records }: Fetched): void {
  const { paging } = load
  if (paging.kind === 'offset' || records.length <= askedSize(paging, ask)) return
  const url = pageUrl({ ...subject, load }, ask)
  const text = `${url.host} sent ${records.length} records on a page of ${askedSize(paging, ask)}. It seems to ignore "${paging.perPage}", so the pages cannot be counted.`
  throw new AppError('vendor.odd', text, requestDetail(url))
}

function isTooMuch(error: unknown): boolean {
  return error instanceof AppError && (error.detail.reason === 'size' || error.detail.reason === 'timeout')
}
