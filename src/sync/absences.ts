import type { ClientBase, Pool } from 'pg'
import { failpoint } from '#failpoint'
import type { Line } from '../connect/call.ts'
import { lookUp, type Presence } from '../connect/lookup.ts'
import { inTransaction } from '../db/transaction.ts'
import { beginWriting, cameFurther, type RunLease } from './lease.ts'
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
 * neither. Throws like reading the list does; nothing is concluded then. Goes on behind what an interrupted run found out.
 */
export async function findAbsences(reading: VendorList): Promise<void> {
  const { pool, lease, recipe, watch } = reading
  const absent = await watch.during('absent', () => keepAbsent(pool, lease, recipe.sourceId))
  if (absent === 0 || absent > mostLookups || recipe.load.lookup === undefined) return
  const doubt = await watch.during('lookup', () => askVendor(reading))
  if (doubt !== undefined) await remark(pool, lease, `${doubt} ${onlyTimeTells}`)
}

/** Keeps who was missing, and answers how many. Filtered and unreadable records were seen like all others. */
function keepAbsent(pool: Pool, lease: RunLease, sourceId: string): Promise<number> {
  return inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    const { rows } = await client.query<{ known: boolean; count: number }>(
      `select absent_known as known, (select count(*) from absence where run_id = $1) as count from run where id = $1`,
      [lease.runId],
    )
    const [before] = rows
    return before?.known ? before.count : compareLists(client, lease.runId, sourceId)
  })
}

async function compareLists(client: ClientBase, runId: string, sourceId: string): Promise<number> {
  // Row by row, a wrong guess of the planner would take hours.
  await client.query(`set local work_mem = '256MB'; set local enable_nestloop = off`)
  const { rowCount } = await client.query(
    `insert into absence (run_id, vendor_id, confirmed)
     select $1, r.vendor_id, coalesce(r.absent_since <= muster_now() - interval '1 hour', false)
       from source_record r
       left join (select unnest(seen) as vendor_id from run_page where run_id = $1) seen on seen.vendor_id = r.vendor_id
      where seen.vendor_id is null and r.source_id = $2 and r.gone_at is null`,
    [runId, sourceId],
  )
  await client.query('update run set absent_known = true where id = $1', [runId])
  return rowCount ?? 0
}

/**
 * Asks for each of them by its id, with no transaction open: a vendor may be slow. Answers why it cannot be asked, or is
 * not to be believed: "not found" means something only from a vendor that finds whom it lists.
 */
async function askVendor(reading: VendorList): Promise<string | undefined> {
  const { line, recipe } = reading
  const ask = (id: string) => lookUp({ ...line, load: recipe.load }, id)
  let isBelieved = false
  for (const id of await readUnasked(reading)) {
    const presence = await ask(id)
    if (presence === 'refused') return mayNotAsk
    if (presence === 'gone' && !isBelieved) {
      const listed = await readListed(reading)
      isBelieved = listed !== undefined && isFound(await ask(listed))
      if (!isBelieved) return findsNobody
    }
    await keepAnswer(reading, id, presence)
    await failpoint('absence.asked')
  }
  return undefined
}

const isFound = (presence: Presence): boolean => presence === 'there' || presence === 'removed'

const mayNotAsk =
  'The vendor lets this credential list records but not look one up by its id; its permissions there may allow it.'
const findsNobody =
  'The vendor does not find by id whom it lists either, so that its "not found" tells nothing; the permissions of the credential may be why.'
const onlyTimeTells =
  'Whoever is missing from the list is therefore only gone once another complete list, an hour later or more, does not have them either.'

async function readUnasked({ pool, lease }: VendorList): Promise<string[]> {
  const { rows } = await pool.query<{ vendor_id: string }>(
    'select vendor_id from absence where run_id = $1 and not asked order by vendor_id',
    [lease.runId],
  )
  return rows.map(({ vendor_id }) => vendor_id)
}

/** Somebody whom the list has. */
async function readListed({ pool, lease }: VendorList): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    `select seen[1] as id from run_page where run_id = $1 and seen <> '{}' order by number desc limit 1`,
    [lease.runId],
  )
  return rows[0]?.id
}

function keepAnswer({ pool, lease }: VendorList, id: string, presence: Presence): Promise<void> {
  return inTransaction(pool, async (client) => {
    await beginWriting(client, lease)
    await client.query(
      presence === 'there'
        ? 'delete from absence where run_id = $1 and vendor_id = $2'
        : `update absence set asked = true, confirmed = confirmed or ${presence === 'gone' || presence === 'removed'} where run_id = $1 and vendor_id = $2`,
      [lease.runId, id],
    )
    await cameFurther(client, lease)
  })
}

async function remark(pool: Pool, { runId, fence }: RunLease, text: string): Promise<void> {
  await pool.query(
    `update run set remarks = array_append(remarks, $3) where id = $1 and fence = $2 and $3 <> all(remarks)`,
    [runId, fence, text],
  )
}
