import type { Pool } from 'pg'
import type { Page } from '../connect/read.ts'
import type { Json } from '../lib/value.ts'
import type { EarlyOutcome } from './staging.ts'

/** A page of a list, from the vendor or from what is stored. */
export interface ListPage extends Pick<Page, 'number' | 'offset' | 'records' | 'repeated'> {
  /** Records of which there are no words to look at. */
  readonly unstored?: readonly EarlyOutcome[]
}

const pageBytes = 16 * 1024 * 1024

/** Whose records, and what an interrupted replay has behind it. */
export interface StoredList {
  readonly sourceId: string
  /** So many records at most on one page. */
  readonly pageSize: number
  /** Whether whoever was left out by conditions still is: newer words of theirs than those stored were judged by the same. */
  readonly sameConditions: boolean
  readonly before: { readonly pages: number }
  readonly signal: AbortSignal
}

/**
 * What the vendor last said of everybody whom a source still knows, page by page, without asking the vendor.
 * Whoever was never taken, or is not stored any more word for word, comes by name alone.
 */
export async function* storedPages(
  pool: Pool,
  { before, signal, ...stock }: StoredList,
): AsyncGenerator<ListPage, void, undefined> {
  // Nothing changes these records while their integration has a run, so the pages are the same as before.
  for await (const page of everyPage(pool, stock)) {
    signal.throwIfAborted()
    if (page.number > before.pages) yield page
  }
}

type Stock = Omit<StoredList, 'before' | 'signal'>

async function* everyPage(pool: Pool, stock: Stock): AsyncGenerator<ListPage, void, undefined> {
  let number = 0
  let offset = 0
  const page = (records: readonly Json[], unstored: readonly Known[]): ListPage => {
    const from = offset + records.length
    const early = unstored.map((known, at) => endOf(known, from + at, stock))
    const made = { number: ++number, offset, records, repeated: [], unstored: early }
    offset = from + unstored.length
    return made
  }
  for (let after: string | undefined = ''; after !== undefined; ) {
    const known: readonly Stored[] = await readStored(pool, stock, after)
    const isRead = ({ raw, is_left_out }: Stored) => raw !== null && !(stock.sameConditions && is_left_out)
    if (known.length > 0)
      yield page(
        known.filter(isRead).map(({ raw }): Json => JSON.parse(raw ?? 'null')),
        known.filter((one) => !isRead(one)),
      )
    after = known.at(-1)?.vendor_id
  }
  for (let after: number | undefined = -1; after !== undefined; ) {
    const known: readonly NeverTaken[] = await readNeverTaken(pool, stock, after)
    if (known.length > 0) yield page([], known)
    after = known.at(-1)?.number
  }
}

interface Known {
  readonly vendor_id: string
  readonly label: string | null
  readonly is_left_out?: boolean
}

interface Stored extends Known {
  readonly raw: string | null
}

interface NeverTaken extends Known {
  readonly number: number
}

/** The next records by vendor id; fewer at a time where they are large, for a page is in memory at once. */
async function readStored(
  pool: Pool,
  { sourceId, pageSize }: Stock,
  after: string,
): Promise<readonly Stored[]> {
  const { rows } = await pool.query<Stored>(
    `select vendor_id, label, raw, is_left_out
       from (
         select *, row_number() over by_id as place, sum(coalesce(octet_length(raw), 0)) over by_id as bytes
           from (
             select r.vendor_id, coalesce(s.label, r."row"->>'email') as label, nullif(s.raw, '') as raw,
                    r.out_of_scope_at is not null as is_left_out
               from source_record r left join staged s on s.run_id = r.run_id and s.number = r.number
              where r.source_id = $1 and r.vendor_id > $2 and r.gone_at is null
              order by r.vendor_id limit $3
           ) next
         window by_id as (order by vendor_id)
       ) measured
      where place = 1 or bytes <= $4
      order by vendor_id`,
    [sourceId, after, pageSize, pageBytes],
  )
  return rows
}

/** Whom the last list had and the configuration of then left out, so that nothing of them was kept. */
async function readNeverTaken(
  pool: Pool,
  { sourceId, pageSize }: Stock,
  after: number,
): Promise<readonly NeverTaken[]> {
  const { rows } = await pool.query<NeverTaken>(
    `select o.number, o.vendor_id, o.label
       from outcome o
      where o.run_id = (select id from run where integration_id = $1 and kind = 'load' and digest is not null
                         order by id desc limit 1)
        and o.number > $2 and o.reason in ('conditions', 'mapping') and o.vendor_id <> ''
        and not exists (select from source_record r where r.source_id = $1 and r.vendor_id = o.vendor_id)
      order by o.number limit $3`,
    [sourceId, after, pageSize],
  )
  return rows
}

function endOf(
  { vendor_id, label, is_left_out }: Known,
  number: number,
  { sameConditions }: Stock,
): EarlyOutcome {
  const reason = is_left_out && sameConditions ? 'conditions' : 'not_stored'
  return { number, vendorId: vendor_id, label: label ?? vendor_id, kind: 'skipped', reason, problems: [] }
}
