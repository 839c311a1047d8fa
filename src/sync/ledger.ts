import type { ClientBase, Pool } from 'pg'
import { AppError } from '../lib/errors.ts'

/** What became of every record that was read: read = the sum of the rest. */
export interface Ledger {
  readonly read: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
  readonly held: number
  /** Among the updated of an undo. */
  readonly archived: number
  readonly restored: number
}

/**
 * Refuses to plan a list unless every page adds up (received = staged + unchanged + skipped + failed)
 * and every row that was said to be staged is there. Answers how many rows are staged. Throws `run.ledger`.
 */
export async function checkStaging(db: Pick<Pool, 'query'>, runId: string): Promise<number> {
  const { rows } = await db.query<{ wrong: number; said: number; there: number }>(
    `select count(*) filter (where received <> staged + unchanged + skipped + failed) as wrong,
            coalesce(sum(staged), 0)::bigint as said,
            (select count(*) from staged where run_id = $1) as there
       from run_page where run_id = $1`,
    [runId],
  )
  const [sums] = rows
  if (!sums || sums.wrong > 0 || sums.said !== sums.there)
    throw new AppError(
      'run.ledger',
      `Pages do not add up: ${sums?.there} rows are staged, ${sums?.said} were counted`,
    )
  return sums.there
}

/** The ledger of a planned run; one without a list, an undo, reads what it takes back. Throws `run.ledger` when it does not add up. */
export async function readLedger(client: ClientBase, runId: string): Promise<Ledger> {
  const { rows } = await client.query<Ledger>(
    `select coalesce(p.read, o.read) as read, o.created + s.plain as created, o.updated,
            coalesce(p.unchanged, 0) + o.unchanged as unchanged, o.skipped, o.failed, o.held, o.archived, o.restored
       from (select sum(received)::bigint as read, sum(unchanged)::bigint as unchanged from run_page where run_id = $1) p,
            (select count(*) filter (where kind = 'created') as created, count(*) filter (where kind in ('updated', 'archived', 'restored')) as updated,
                    count(*) filter (where kind = 'unchanged') as unchanged,
                    count(*) filter (where kind = 'skipped') as skipped, count(*) filter (where kind = 'failed') as failed,
                    count(*) filter (where kind = 'held') as held, count(*) filter (where kind <> 'gone') as read,
                    count(*) filter (where kind = 'archived') as archived, count(*) filter (where kind = 'restored') as restored
               from outcome where run_id = $1) o,
            (select count(*) as plain from staged s where run_id = $1
                and not exists (select from outcome o where o.run_id = $1 and o.number = s.number)) s`,
    [runId],
  )
  const [ledger] = rows
  if (!ledger || ledger.read !== sumOf(ledger))
    throw new AppError('run.ledger', `The outcomes do not add up to what was read: ${JSON.stringify(ledger)}`)
  return ledger
}

function sumOf({ created, updated, unchanged, skipped, failed, held }: Ledger): number {
  return created + updated + unchanged + skipped + failed + held
}
