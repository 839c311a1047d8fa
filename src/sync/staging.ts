import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ClientBase, escapeLiteral, type QueryResult } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { failpoint } from '#failpoint'
import type { Problem } from '../lib/errors.ts'
import { lostRun, type RunLease, writerName } from './lease.ts'
import { textArray } from './text-array.ts'

/** A record that the mapping could read, on its way to the plan. */
export interface StagedRow {
  /** The record's place in the vendor's list, from 0: what it is known by within its run. */
  readonly number: number
  readonly vendorId: string
  /** What people recognise the record by. */
  readonly label: string
  /** 0 active, 1 inactive, 2 removed. */
  readonly standing: number
  /** Null: the vendor did not say; '': it said none. */
  readonly role: string | null
  readonly active: boolean | null
  /** What the mapping made of it, as JSON text; so are the two after it. */
  readonly row: string
  readonly keys: string | null
  readonly volatile: string | null
  readonly rowHash: string
  readonly raw: string
  readonly rawHash: string
}

/** A record that ends here: it cannot be read, or is left out. */
export interface EarlyOutcome {
  readonly number: number
  readonly vendorId: string
  readonly label: string
  readonly kind: 'skipped' | 'failed'
  readonly reason: 'record' | 'mapping' | 'conditions' | 'duplicate'
  readonly problems: readonly Problem[]
}

/** A page with every record sorted: received = staged + unchanged + early. */
export interface SortedPage {
  readonly number: number
  readonly received: number
  readonly staged: readonly StagedRow[]
  readonly unchanged: number
  readonly early: readonly EarlyOutcome[]
  readonly seen: readonly string[]
}

/**
 * Keeps a page: its rows and the cursor behind it in one transaction, so that an interrupted run goes
 * on where it was. Throws `run.state` when the run was cancelled or taken up by another meanwhile.
 */
export async function stagePage(client: ClientBase, lease: RunLease, page: SortedPage): Promise<void> {
  try {
    await beginWithCursor(client, lease, page)
    await failpoint('page.counted')
    if (page.staged.length > 0) await copyRows(client, lease.runId, page.staged)
    if (page.early.length > 0) await keepEarly(client, lease.runId, page.early)
    await failpoint('page.before-commit')
    await client.query('commit')
  } catch (error) {
    // On a broken connection there is nothing left to roll back.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/**
 * One round trip instead of three: on a busy loop each waits for its turn. Losing the last pages in a
 * crash of the database loses their cursor with them, and they are read again: no commit waits for the disk.
 */
async function beginWithCursor(client: ClientBase, lease: RunLease, page: SortedPage): Promise<void> {
  const { runId, fence } = lease
  const early = (kind: string) => page.early.filter((outcome) => outcome.kind === kind).length
  const { number, received, staged, unchanged, seen } = page
  const counts = [number, received, staged.length, unchanged, early('skipped'), early('failed')].join(', ')
  const results: unknown = await client.query(`
    begin;
    set local synchronous_commit = off;
    set local application_name = ${escapeLiteral(writerName(lease))};
    insert into run_page (run_id, number, received, staged, unchanged, skipped, failed, seen)
    select id, ${counts}, ${escapeLiteral(textArray(seen))} from run
     where id = ${escapeLiteral(runId)} and fence = ${fence} and state = 'reading' for no key update`)
  // Several statements in one text answer with a list, which the driver's types do not know.
  const [, , , inserted] = results as readonly QueryResult[]
  if (inserted?.rowCount !== 1) throw lostRun()
}

async function copyRows(client: ClientBase, runId: string, rows: readonly StagedRow[]): Promise<void> {
  const sink = client.query(
    copyFrom(
      `copy staged (run_id, number, vendor_id, label, standing, role, active, "row", keys, volatile, row_hash, raw, raw_hash) from stdin`,
    ),
  )
  await pipeline(Readable.from(copyChunks(runId, rows)), sink)
}

const chunkSize = 256 * 1024

/**
 * Rows as COPY reads them. Each is encoded by itself: one name in another script would make a text of all
 * of them take twice the memory and several times as long.
 */
function* copyChunks(runId: string, rows: readonly StagedRow[]): Generator<Buffer> {
  let chunk = Buffer.allocUnsafe(chunkSize)
  let used = 0
  for (const row of rows) {
    const line = copyLine(runId, row)
    // A UTF-16 unit is at most three bytes of UTF-8.
    const most = line.length * 3
    if (used + most > chunk.length) {
      yield chunk.subarray(0, used)
      chunk = Buffer.allocUnsafe(Math.max(chunkSize, most))
      used = 0
    }
    used += chunk.write(line, used)
  }
  yield chunk.subarray(0, used)
}

/** One row in the order of the columns. */
function copyLine(runId: string, row: StagedRow): string {
  const { number, standing, rowHash, rawHash } = row
  const [id, label, role] = [copyText(row.vendorId), copyText(row.label), copyOptional(row.role)]
  const active = row.active ?? '\\N'
  const json = `${copyText(row.row)}\t${copyOptional(row.keys)}\t${copyOptional(row.volatile)}`
  return `${runId}\t${number}\t${id}\t${label}\t${standing}\t${role}\t${active}\t${json}\t${rowHash}\t${copyText(row.raw)}\t${rawHash}\n`
}

const copyOptional = (text: string | null): string => (text === null ? '\\N' : copyText(text))

const special = /[\\\n\r\t]/
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** A text as COPY reads it. */
function copyText(text: string): string {
  return special.test(text) ? text.replace(/[\\\n\r\t]/g, (c) => escapes[c] ?? c) : text
}

async function keepEarly(client: ClientBase, runId: string, early: readonly EarlyOutcome[]): Promise<void> {
  await client.query(
    `insert into outcome (run_id, number, vendor_id, label, kind, reason, problems)
     select $1, number, "vendorId", label, kind, reason, problems
       from jsonb_to_recordset($2) as o (number int, "vendorId" text, label text, kind text, reason text, problems jsonb)`,
    [runId, JSON.stringify(early)],
  )
}
