import type { Pool } from 'pg'
import type { ReadBefore } from '../connect/read.ts'
import type { SeenIds } from '../connect/seen-ids.ts'
import { lostRun, type RunLease } from './lease.ts'

/** How far a run came in its list: every page that is staged is behind it. */
export interface Cursor extends Omit<ReadBefore, 'repeated'> {
  /** The list was read to its end: nothing is asked of the vendor any more. */
  readonly complete: boolean
}

export async function readCursor(db: Pool, runId: string): Promise<Cursor> {
  const { rows } = await db.query<Cursor>(
    `select list_complete as complete, pages, records
       from run, (select count(*) as pages, coalesce(sum(received), 0)::bigint as records
                    from run_page where run_id = $1) page
      where id = $1`,
    [runId],
  )
  return rows[0] ?? { complete: false, pages: 0, records: 0 }
}

const pagesAtOnce = 50

/** Tells the memory of a reading which ids came before. Answers how many of them came twice. */
export async function rememberSeen(
  db: Pool,
  { runId, pages }: { readonly runId: string; readonly pages: number },
  seen: Pick<SeenIds, 'add'>,
): Promise<number> {
  let repeated = 0
  for (let from = 1; from <= pages; from += pagesAtOnce) {
    const { rows } = await db.query<{ seen: string[] }>(
      'select seen from run_page where run_id = $1 and number >= $2 and number < $3',
      [runId, from, from + pagesAtOnce],
    )
    for (const id of rows.flatMap((page) => page.seen)) if (!seen.add(id)) repeated++
  }
  return repeated
}

/** Keeps that the list was read to its end. Throws `run.state` when the run is no longer ours. */
export async function completeList(db: Pool, { runId, fence }: RunLease): Promise<void> {
  const { rowCount } = await db.query(
    `update run set list_complete = true, vain_attempts = 0 where id = $1 and fence = $2 and state = 'reading'`,
    [runId, fence],
  )
  if (rowCount !== 1) throw lostRun()
}
