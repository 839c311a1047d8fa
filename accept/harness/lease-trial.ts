import type { Pool } from 'pg'
import { bareId, publicId } from '../../src/lib/ids.ts'
import { settled } from './customer.ts'
import { pass } from './moments.ts'
import type { Product } from './product.ts'

/** A run that one server takes and dies with, and another takes up. */
export interface LeaseTrial {
  readonly integrationId: string
  readonly holder: Product
  readonly other: Product
  /** How many milliseconds the holder has it before it dies; its clock is set in the middle of them. */
  readonly hold: number
}

const leaseMs = 20_000
/** The rest of the 60 s within which a run is to be resumed. */
const patience = 40_000

/** Tries it; answers what was wrong: taken up from the living, before the end of the lease, or too long after. */
export async function tryLease(
  pool: Pool,
  { integrationId, holder, other, hold }: LeaseTrial,
): Promise<string | undefined> {
  if (!(await isQuiet(pool))) return 'earlier runs did not come to their end'
  other.send('SIGSTOP')
  holder.order(`run.taken:tell:1,page.fetched:${hold}:1,list.complete:kill:1`)
  // It may die before it has answered.
  const asked = holder.client.integrations.run(integrationId, 'apply').catch(() => undefined)
  const took = await Promise.race([holder.struck(), pass(patience)])
  other.send('SIGCONT')
  if (took === undefined) return 'a run was not taken'
  await pass(hold / 2)
  holder.send('SIGUSR2')
  const ended = await Promise.race([holder.ended, pass(hold / 2 + patience)])
  await holder.kill()
  await asked
  if (ended === undefined) return 'a run did not get to its end with its holder'
  const left = await newestOf(pool, integrationId)
  if (left.fence !== 1) return 'a run was taken from its living holder'
  const deadline = Date.now() + leaseMs + patience
  for (;;) {
    const now = await newestOf(pool, integrationId, left.until)
    if (now.fence !== left.fence && now.is_early) return 'a run was taken up before the end of its lease'
    if (now.fence !== left.fence) break
    if (Date.now() > deadline)
      return `a run whose lease had ended was not taken up: ${await whyNot(pool, left.id, other)}`
    await pass(50)
  }
  const { state } = await settled(other.client, publicId('run', left.id))
  return state === 'succeeded' ? undefined : `a run that was taken up ended as ${state}`
}

/** Waits until no other run is under way, which the holder would take and die with instead. */
async function isQuiet(pool: Pool): Promise<boolean> {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await pass(50)) {
    const { rowCount } = await pool.query('select from run where finished_at is null')
    if (rowCount === 0) return true
  }
  return false
}

/** The newest run of an integration, by the database's clock; early as to the end of an earlier lease. */
async function newestOf(pool: Pool, integrationId: string, until = 'infinity') {
  const { rows } = await pool.query<{ id: string; fence: number; until: string; is_early: boolean }>(
    `select id, fence, lease_until::text as until, now() < $2::timestamptz as is_early
       from run where integration_id = $1 order by id desc limit 1`,
    [bareId('int', integrationId), until],
  )
  return rows[0] ?? { id: '', fence: 0, until, is_early: false }
}

/** What may have kept the other server from it: the run, who works in the database, and what the server said last. */
async function whyNot(pool: Pool, id: string, other: Product): Promise<string> {
  const { rows } = await pool.query<{ seen: unknown }>(
    `select json_build_object('run', (select json_build_object('state', state, 'fence', fence, 'lease', lease_until, 'now', now()) from run where id = $1),
            'busy', (select json_agg(json_build_array(pid, state, wait_event, pg_blocking_pids(pid), left(query, 80)))
                       from pg_stat_activity where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid())) as seen`,
    [id],
  )
  return `${JSON.stringify(rows[0]?.seen)}; ${other.printed().slice(-1000)}`
}
