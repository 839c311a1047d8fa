import { openConnections } from '../../src/db/pool.ts'
import { type Case, type Context, type Findings, shareOf } from '../harness/case.ts'
import type { ServerClock } from '../harness/clock.ts'
import { addIntegration, launch } from '../harness/customer.ts'
import {
  addHourly,
  countDue,
  type DueCounts,
  hoursFromNow,
  quicken,
  untilOver,
  wrongDue,
} from '../harness/hours.ts'
import { tryLease } from '../harness/lease-trial.ts'
import { judgePlans, makePlans } from '../harness/plan-trial.ts'
import { startPostgres } from '../harness/postgres.ts'
import { type Product, startProduct } from '../harness/product.ts'
import { makeProductRoot } from '../harness/product-root.ts'
import { startVendor } from '../harness/vendor.ts'
import { type Skew, skews } from './clock-skews.ts'

/**
 * Of two servers on one database, one has a wrong clock. Twenty due times pass; of two plans that wait, one waits too
 * long; each server in turn dies with a run that the other takes up. Only the database's clock may judge.
 */
export const clockSkew: Case = {
  id: 'A14',
  title: 'clock-skew',
  run: async (context) => {
    const stage = await openStage(context)
    const tried: Tried[] = []
    for (const skew of shareOf(context.scale === 'full' ? skews : skews.slice(0, 1), context.shard)) {
      context.progress(skew.name)
      tried.push(await trySkew(stage, skew))
    }
    await stage.close()
    return findingsOf(tried)
  },
}

// So that an hour is longer than a scheduler sleeps, and a server takes to start.
const pace = 120
// Longer than a lease.
const hold = 22_000

interface Stage {
  readonly url: string
  /** Of twenty that run every hour. */
  readonly hourly: readonly string[]
  /** Of two that run when asked to. */
  readonly asked: readonly [string, string]
  start(name: string, clock?: ServerClock): Promise<Product>
  close(): Promise<void>
}

async function openStage({ scale }: Context): Promise<Stage> {
  const { url, close } = await startPostgres()
  const vendor = await startVendor(5)
  const root = await makeProductRoot(100)
  const start: Stage['start'] = (name, clock) =>
    startProduct({ root, name, allow: vendor.origin, url, ...(clock && { clock }) })
  const product = await start('a')
  const hourly = await addHourly(product, vendor.origin, scale === 'full' ? 20 : 2)
  const asked = [
    await addAsked(product, vendor.origin, 1),
    await addAsked(product, vendor.origin, 2),
  ] as const
  await product.stop()
  return {
    url,
    hourly,
    asked,
    start,
    close: async () => {
      await vendor.close()
      await close()
      await root.remove()
    },
  }
}

async function addAsked({ client }: Product, origin: string, number: number): Promise<string> {
  const id = await addIntegration(client, origin, `Asked ${number}`)
  await launch(client, id)
  await client.integrations.update(id, { schedule: { every: 'off' } })
  return id
}

interface Tried {
  readonly skew: string
  readonly due: DueCounts
  /** What was wrong about plans that waited. */
  readonly plans: readonly string[]
  /** What was wrong about leases. */
  readonly leases: readonly string[]
}

async function trySkew(stage: Stage, skew: Skew): Promise<Tried> {
  const { url, hourly, asked, start } = stage
  await quicken(url, skew.now, pace)
  const { pool } = openConnections(url, 2)
  const setDue = (due: string) =>
    pool.query(`update integration set next_due_at = ${due} where id = any($1)`, [hourly])
  await setDue('next_due(schedule, muster_now())')
  const hours = await hoursFromNow({ pool }, hourly, 1)
  let wrong = await start('a', skew.clock())
  const right = await start('b', { shift: 0 })
  const plans = await makePlans(pool, wrong, asked)
  await untilOver({ pool }, hours, pace)
  const due = await countDue({ pool }, hours)
  await setDue('null')
  const judged = await judgePlans(wrong, plans)
  const first = await tryLease(pool, { integrationId: asked[0], holder: wrong, other: right, hold })
  wrong = await start('a', skew.clock())
  const second = await tryLease(pool, { integrationId: asked[1], holder: right, other: wrong, hold: 0 })
  await pool.end()
  for (const product of [wrong, right]) if (!product.hasEnded()) await product.stop()
  return { skew: skew.name, due, plans: judged, leases: [first, second].filter((what) => what !== undefined) }
}

function findingsOf(tried: readonly Tried[]): Findings {
  const sum = (count: (one: Tried) => number) => tried.reduce((all, one) => all + count(one), 0)
  return {
    counts: {
      clocks: tried.length,
      due_times: sum(({ due }) => due.due_times),
      runs: sum(({ due }) => due.runs),
      duplicates: sum(({ due }) => due.duplicates),
      missed: sum(({ due }) => due.missed),
      plans: 2 * tried.length,
      expired_wrongly: sum(({ plans }) => plans.length),
      leases: 2 * tried.length,
      taken_wrongly: sum(({ leases }) => leases.length),
    },
    broken: tried.flatMap(({ skew, due, plans, leases }) =>
      [...wrongDue(due), ...plans, ...leases].map((what) => ({ what, point: skew })),
    ),
  }
}
