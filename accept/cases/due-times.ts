import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { type Connections, openConnections } from '../../src/db/pool.ts'
import { bareId } from '../../src/lib/ids.ts'
import type { Breakage, Case, Context } from '../harness/case.ts'
import { addIntegration, launch } from '../harness/customer.ts'
import { startPostgres } from '../harness/postgres.ts'
import { type Product, startProduct } from '../harness/product.ts'
import { makeProductRoot } from '../harness/product-root.ts'
import { startVendor } from '../harness/vendor.ts'

/**
 * Integrations that run every hour, two servers that both look after due times, and hours that pass in half a minute;
 * every so many runs one of the servers is killed, in turns, and started again. What it had waits for the end of its
 * lease, which passes in true time. Each due time must have one run.
 */
export const dueTimes: Case = {
  id: 'A11',
  title: 'due-times',
  run: async (context) => {
    const postgres = await startPostgres()
    const vendor = await startVendor(5)
    const root = await makeProductRoot(100)
    const { pace, schedules, hours } = sizes[context.scale]
    await quicken(postgres.url, pace)
    const start = (name: string) => startProduct({ root, name, allow: vendor.origin, url: postgres.url })
    const servers: Servers = { products: [await start('a'), await start('b')], start }
    const { pool } = openConnections(postgres.url, 2)
    const ids = await schedule(servers.products[0], vendor.origin, schedules)
    const window = await windowOf({ pool }, hours)
    const kills = await killInTurns(servers, { pool }, { context, until: window.end, ids })
    const counts = await countRuns({ pool }, window, ids)
    await pool.end()
    for (const product of servers.products) await product.stop()
    await vendor.close()
    await postgres.close()
    await root.remove()
    return { counts: { ...counts, kills }, broken: judge(counts) }
  },
}

// An hour must be longer than the lease of a killed server (20 s) and the sleep of a scheduler (5 s): of two due times
// that pass meanwhile, one is caught up.
const sizes = { full: { pace: 120, schedules: 50, hours: 20 }, smoke: { pace: 120, schedules: 10, hours: 1 } }
const killEvery = { full: 50, smoke: 5 }

interface Servers {
  readonly products: [Product, Product]
  readonly start: (name: string) => Promise<Product>
}

/** From the next connection on, time in the database passes so many times as fast. */
async function quicken(url: string, pace: number): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const setting of [
    `now = '2026-05-04 10:00Z'`,
    `now_since = '${new Date().toISOString()}'`,
    `now_pace = '${pace}'`,
  ])
    await client.query(`alter database postgres set muster.${setting}`)
  await client.end()
}

/** Launches integrations that run every hour, at minutes of their own. */
async function schedule({ client }: Product, origin: string, many: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let at = 0; at < many; at++) {
    const id = await addIntegration(client, origin, `Planhat ${at}`)
    await launch(client, id)
    ids.push(id)
  }
  for (const [at, id] of ids.entries()) {
    const minute = Math.floor((at * 60) / many)
    await client.integrations.update(id, { schedule: { every: 'hours', hours: 1, minute } })
  }
  return ids.map((id) => bareId('int', id))
}

interface Window {
  readonly begin: string
  readonly end: string
}

/** The hours that are counted: they begin once every schedule is set. */
async function windowOf({ pool }: Pick<Connections, 'pool'>, hours: number): Promise<Window> {
  const { rows } = await pool.query<Window>(
    `select now::text as begin, (now + make_interval(hours => $1))::text as end from muster_now() as now`,
    [hours],
  )
  const [window] = rows
  if (!window) throw new Error('the database tells no time')
  return window
}

interface Watched {
  readonly context: Context
  readonly until: string
  readonly ids: readonly string[]
}

/** Kills a server every so many runs, until the time has come and all runs are over; answers how often. */
async function killInTurns(
  { products, start }: Servers,
  { pool }: Pick<Connections, 'pool'>,
  { context, until, ids }: Watched,
): Promise<number> {
  let kills = 0
  for (;;) {
    const { rows } = await pool.query<{ runs: number; open: number; is_over: boolean }>(
      // An hour more, for those that wait.
      `select count(*) as runs, count(*) filter (where finished_at is null) as open,
              muster_now() > $1::timestamptz + interval '1 hour' as is_over
         from run where due_at is not null and integration_id = any($2)`,
      [until, ids],
    )
    const [now] = rows
    context.progress(`${now?.runs} runs, ${kills} kills`)
    if (now?.is_over && now.open === 0) return kills
    if (!now || Math.floor(now.runs / killEvery[context.scale]) <= kills || now.is_over) {
      await wait(100)
      continue
    }
    await killAndStart(products, kills++, start)
  }
}

const points = [
  'schedule.locked',
  'run.before-wake',
  'run.taken',
  'schedule.noted',
  'schedule.before-commit',
  'apply.before-commit',
] as const

/** Kills one of the servers where it notes a due time or does its run, or anywhere when it does not come to that. */
async function killAndStart(
  products: Servers['products'],
  kills: number,
  start: Servers['start'],
): Promise<void> {
  const victim = kills % 2 === 0 ? 0 : 1
  const product = products[victim]
  product.order(`${points[Math.floor(kills / 2) % points.length]}:kill:1`)
  await Promise.race([product.ended, wait(6000)])
  await product.kill()
  products[victim] = await start(product.name)
}

interface Counts extends Readonly<Record<string, number>> {
  readonly due_times: number
  readonly runs: number
  readonly duplicates: number
  readonly missed: number
  readonly not_succeeded: number
}

/** Compares the runs of the window with the due times that its schedules have in it. */
async function countRuns(
  { pool }: Pick<Connections, 'pool'>,
  { begin, end }: Window,
  ids: readonly string[],
): Promise<Counts> {
  const { rows } = await pool.query<Counts>(
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

function judge({ duplicates, missed, not_succeeded, due_times }: Counts): readonly Breakage[] {
  const point = 'due times'
  return [
    ...(due_times === 0 ? [{ point, what: 'there was no due time' }] : []),
    ...(duplicates === 0 ? [] : [{ point, what: `${duplicates} due times have two runs` }]),
    ...(missed === 0 ? [] : [{ point, what: `${missed} due times have no run` }]),
    ...(not_succeeded === 0 ? [] : [{ point, what: `${not_succeeded} runs did not succeed` }]),
  ]
}
