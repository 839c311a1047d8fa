import pg from 'pg'
import type { Connections } from '../../src/db/pool.ts'
import { bareId } from '../../src/lib/ids.ts'
import { addIntegration, launch } from './customer.ts'
import { pass } from './moments.ts'
import type { Product } from './product.ts'

type Pool = Pick<Connections, 'pool'>

/** From the next connection on, time in the database goes on from this moment, so many times as fast. */
export async function quicken(url: string, now: string, pace: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const settings = { now, now_since: new Date().toISOString(), now_pace: pace }
  for (const [name, value] of Object.entries(settings))
    await client.query(`alter database postgres set muster.${name} = '${value}'`)
  await client.end()
}

/** Launches integrations that run every hour, at minutes of their own. */
export async function addHourly(
  { client }: Product,
  origin: string,
  many: number,
): Promise<readonly string[]> {
  const ids: string[] = []
  for (let at = 0; at < many; at++) {
    const id = await addIntegration(client, origin, `Hourly ${at}`)
    await launch(client, id)
    ids.push(id)
  }
  for (const [at, id] of ids.entries()) {
    const minute = Math.floor((at * 60) / many)
    await client.integrations.update(id, { schedule: { every: 'hours', hours: 1, minute } })
  }
  return ids.map((id) => bareId('int', id))
}

/** The hours in which due times are counted. */
export interface Hours {
  readonly ids: readonly string[]
  readonly begin: string
  readonly end: string
  readonly hours: number
}

/** So many hours from now on, for integrations whose next due times lie in them. */
export async function hoursFromNow({ pool }: Pool, ids: readonly string[], hours: number): Promise<Hours> {
  const { rows } = await pool.query<{ begin: string; end: string }>(
    `select now::text as begin, (now + make_interval(hours => $1))::text as end from muster_now() as now`,
    [hours],
  )
  const [window] = rows
  if (!window) throw new Error('the database tells no time')
  return { ids, hours, ...window }
}

/** How far the hours are: runs so far, runs under way, and whether no due time of theirs is still to come. */
export async function progressOf({ pool }: Pool, { ids, end }: Hours) {
  const { rows } = await pool.query<{ runs: number; open: number; is_over: boolean }>(
    `select count(*) as runs, count(*) filter (where finished_at is null) as open,
            muster_now() > $1::timestamptz and not exists (
              select from integration where id = any($2) and next_due_at <= $1::timestamptz) as is_over
       from run where due_at is not null and integration_id = any($2)`,
    [end, ids],
  )
  return rows[0] ?? { runs: 0, open: 0, is_over: false }
}

/** Milliseconds for what is left when the hours are over; runs that are not at rest by then have not succeeded. */
const patienceAfter = 120_000

/** Waits until hours that have just begun are over. */
export async function untilOver(db: Pool, hours: Hours, pace: number): Promise<void> {
  const deadline = Date.now() + (hours.hours * 3_600_000) / pace + patienceAfter
  while (Date.now() < deadline) {
    const { is_over, open } = await progressOf(db, hours)
    if (is_over && open === 0) return
    await pass(100)
  }
}

export interface DueCounts extends Readonly<Record<string, number>> {
  readonly due_times: number
  readonly runs: number
  readonly duplicates: number
  readonly missed: number
  readonly not_succeeded: number
}

/** Compares the runs of the hours with the due times that the schedules have in them. */
export async function countDue({ pool }: Pool, { ids, begin, end }: Hours): Promise<DueCounts> {
  const { rows } = await pool.query<DueCounts>(
    `with wanted as (
       select i.id, due from integration i, due_from(i.schedule, next_due(i.schedule, $1), 1000) as due
        where i.id = any($3) and due <= $2),
     made as (
       select integration_id as id, due_at as due, state from run
        where integration_id = any($3) and due_at > $1 and due_at <= $2)
     select (select count(*) from wanted) as due_times, (select count(*) from made) as runs,
            (select count(*) - count(distinct (id, due)) from made) as duplicates,
            (select count(*) from wanted w where not exists (select from made m where m.id = w.id and m.due = w.due)) as missed,
            (select count(*) from made where state <> 'succeeded') as not_succeeded`,
    [begin, end, ids],
  )
  const [counts] = rows
  if (!counts) throw new Error('nothing was counted')
  return counts
}

/** What is wrong about such counts. */
export function wrongDue({ due_times, duplicates, missed, not_succeeded }: DueCounts): readonly string[] {
  return [
    ...(due_times === 0 ? ['there was no due time'] : []),
    ...(duplicates === 0 ? [] : [`${duplicates} due times have two runs`]),
    ...(missed === 0 ? [] : [`${missed} due times have no run`]),
    ...(not_succeeded === 0 ? [] : [`${not_succeeded} runs did not succeed`]),
  ]
}
