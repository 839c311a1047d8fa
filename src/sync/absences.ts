import type { Pool } from 'pg'
import type { Line } from '../connect/call.ts'
import { lookUp, type Presence } from '../connect/lookup.ts'
import { inTransaction } from '../db/transaction.ts'
import { beginWriting, type RunLease } from './lease.ts'
import type { ListReading } from './read-list.ts'

/** So many at most are asked for one by one; of more, only time tells. */
const mostLookups = 500

/** A list that was read from the vendor. */
interface VendorList extends Omit<ListReading, 'line'> {
  readonly line: Line
}

/**
 * Finds who is missing from the complete list of a run, and whether that can be relied on: the vendor says
 * so when asked for the record itself or, where it cannot be asked, a complete list an hour ago had it
 * neither. Throws like reading the list does; nothing is concluded then.
 */
export async function findAbsences(reading: VendorList): Promise<void> {
  const { pool, lease, recipe, watch } = reading
  const absent = await watch.during('absent', () => keepAbsent(pool, lease, recipe.sourceId))
  if (absent > 0 && absent <= mostLookups && recipe.load.lookup !== undefined)
    await watch.during('lookup', () => askVendor(reading))
}

/** Keeps who was missing, and answers how many. Filtered and unreadable records were seen like all others. */
function keepAbsent(pool: Pool, lease: RunLease, sourceId: string): Promise<number> {
  return inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    // Row by row, a wrong guess of the planner would take hours.
    await client.query(`set local work_mem = '256MB'; set local enable_nestloop = off`)
    await client.query('delete from absence where run_id = $1', [lease.runId])
    const { rowCount } = await client.query(
      `insert into absence (run_id, vendor_id, confirmed)
       select $1, r.vendor_id, coalesce(r.absent_since <= muster_now() - interval '1 hour', false)
         from source_record r
         left join (select unnest(seen) as vendor_id from run_page where run_id = $1) seen on seen.vendor_id = r.vendor_id
        where seen.vendor_id is null and r.source_id = $2 and r.gone_at is null`,
      [lease.runId, sourceId],
    )
    return rowCount ?? 0
  })
}

/** Asks for each of them by its id, with no transaction open: a vendor may be slow. */
async function askVendor({ pool, lease, recipe, line }: VendorList): Promise<void> {
  const { rows } = await pool.query<{ vendor_id: string }>(
    'select vendor_id from absence where run_id = $1 order by vendor_id',
    [lease.runId],
  )
  const told: Record<Presence, string[]> = { there: [], gone: [], unknown: [] }
  for (const { vendor_id } of rows)
    told[await lookUp({ ...line, load: recipe.load }, vendor_id)].push(vendor_id)
  await inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    await client.query('delete from absence where run_id = $1 and vendor_id = any($2)', [
      lease.runId,
      told.there,
    ])
    await client.query('update absence set confirmed = true where run_id = $1 and vendor_id = any($2)', [
      lease.runId,
      told.gone,
    ])
  })
}
