import type { Pool } from 'pg'
import { inTransaction } from '../db/transaction.ts'
import { forgetBefore, forgetRawOfGone } from '../directory/forget.ts'

const batch = 5000
const runDays = '7 days'
// Thirty to undo a run, and a week more for an undo that waits as a plan.
const beforeDays = '38 days'
const noticeDays = '90 days'
const eventDays = '30 days'

/**
 * Drops what is too old to be of use, in small pieces: of runs that ended a week ago their outcomes, their pages and
 * the records that are not what a source last said; once no undo can need it, what was before and
 * raw records of accounts that are gone; after 30 days what webhooks were told, after 90 due times and closed notices. The runs themselves, their ledgers and every change stay.
 */
export const pruneRuns = (pool: Pool, stopping?: AbortSignal): Promise<void> =>
  inTransaction(pool, async (client) => {
    // One process is enough. The pieces are transactions of their own, and this one only holds the lock.
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [
      pruneLock,
    ])
    if (rows[0]?.mine) await prune(pool, stopping)
  })

/** Any number that no other lock of ours has. */
export const pruneLock = 7_316_248_011

async function prune(pool: Pool, stopping?: AbortSignal): Promise<void> {
  const inBatches = async (once: () => Promise<number>) => {
    while (!stopping?.aborted && (await once()) === batch);
  }
  const run = (sql: string, values: readonly unknown[]) => () =>
    pool.query(sql, [...values, batch]).then(({ rowCount }) => rowCount ?? 0)
  for (const id of await oldRuns(pool)) {
    for (const sql of ofRun) await inBatches(run(sql, [id]))
    if (stopping?.aborted) return
    await pool.query('update run set pruned_at = now() where id = $1', [id])
  }
  for (const forget of [forgetBefore, forgetRawOfGone])
    await inBatches(() => forget(pool, { age: beforeDays, most: batch }))
  await inBatches(run(oldEvents, [eventDays]))
  for (const sql of oldNotes) await inBatches(run(sql, [noticeDays]))
}

// Those that wait for a person, or for a worker, keep everything.
async function oldRuns(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from run
      where pruned_at is null and finished_at < muster_now() - $1::interval
        and state in ('succeeded', 'succeeded_with_failures', 'empty', 'failed', 'cancelled', 'rejected',
                      'superseded', 'expired')
      order by finished_at limit 1000`,
    [runDays],
  )
  return rows.map(({ id }) => id)
}

const ofRun: readonly string[] = [
  `delete from outcome where run_id = $1 and number in (select number from outcome where run_id = $1 limit $2)`,
  `delete from staged where run_id = $1 and number in (
     select s.number from staged s join run on run.id = s.run_id
      where s.run_id = $1
        and not exists (
          select from source_record r where r.source_id = run.integration_id and r.vendor_id = s.vendor_id
             and r.run_id = $1 and r.number = s.number)
        and not exists (
          select from run later join source_before b on b.run_id = later.id and b.vendor_id = s.vendor_id
           where later.integration_id = run.integration_id and (b.record ->> 'run_id')::uuid = $1
             and (b.record ->> 'number')::int = s.number)
      limit $2)`,
  `delete from absence where run_id = $1 and vendor_id in (select vendor_id from absence where run_id = $1 limit $2)`,
  `delete from run_page where run_id = $1 and number in (select number from run_page where run_id = $1 limit $2)`,
]

const oldNotes: readonly string[] = [
  `delete from due where (integration_id, due_at) in (
     select integration_id, due_at from due where due_at < muster_now() - $1::interval and settled limit $2)`,
  `delete from notice where id in (
     select id from notice where closed_at < muster_now() - $1::interval limit $2)`,
]

// Longer than a message is tried; its deliveries go along.
const oldEvents = `delete from webhook_event where id in (select id from webhook_event where at < muster_now() - $1::interval limit $2)`
