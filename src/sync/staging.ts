import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ClientBase, escapeLiteral, type QueryResult } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { failpoint } from '#failpoint'
import type { Problem } from '../lib/errors.ts'
import { type CopiedRows, copyStaged } from './copied-rows.ts'
import { lostRun, type RunLease, writerName } from './lease.ts'
import { textArray } from './text-array.ts'

/** A record that ends here: it cannot be read, or is left out. */
export interface EarlyOutcome {
  readonly number: number
  readonly vendorId: string
  readonly label: string
  readonly kind: 'skipped' | 'failed'
  readonly reason: 'record' | 'mapping' | 'conditions' | 'duplicate' | 'no_key' | 'not_stored' | 'erased'
  readonly problems: readonly Problem[]
  /** Whether the vendor calls the account active, where nothing else is taken. */
  readonly active?: boolean | null
  /** What was sent, where it fails: whoever mends it wants to see it. */
  readonly raw?: string | undefined
}

/** A page with every record sorted: received = staged + unchanged + early. */
export interface SortedPage {
  readonly number: number
  readonly received: number
  readonly staged: CopiedRows
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
    if (page.staged.count > 0) await copyRows(client, page.staged)
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
  const counts = [number, received, staged.count, unchanged, early('skipped'), early('failed')].join(', ')
  const results: unknown = await client.query(`
    begin;
    set local synchronous_commit = off;
    set local application_name = ${escapeLiteral(writerName(lease))};
    with ours as (
      select id from run where id = ${escapeLiteral(runId)} and fence = ${fence} and state = 'reading' for no key update
    ), advanced as (
      update run set vain_attempts = 0 from ours where run.id = ours.id and vain_attempts > 0)
    insert into run_page (run_id, number, received, staged, unchanged, skipped, failed, seen)
    select id, ${counts}, ${escapeLiteral(textArray(seen))} from ours`)
  // Several statements in one text answer with a list, which the driver's types do not know.
  const [, , , inserted] = results as readonly QueryResult[]
  if (inserted?.rowCount !== 1) throw lostRun()
}

async function copyRows(client: ClientBase, { chunks }: CopiedRows): Promise<void> {
  await pipeline(Readable.from(chunks), client.query(copyFrom(copyStaged)))
}

async function keepEarly(client: ClientBase, runId: string, early: readonly EarlyOutcome[]): Promise<void> {
  await client.query(
    `insert into outcome (run_id, number, vendor_id, label, kind, reason, problems, raw, active)
     select $1, number, "vendorId", label, kind, reason, problems, raw, active
       from jsonb_to_recordset($2) as o (number int, "vendorId" text, label text, kind text, reason text, problems jsonb, raw text, active boolean)`,
    [runId, JSON.stringify(early)],
  )
}
